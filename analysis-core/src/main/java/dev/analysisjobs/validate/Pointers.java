package dev.analysisjobs.validate;

import java.util.regex.Pattern;

/** Check and build JSON Pointers (RFC 6901) without any library. */
final class Pointers {
    private static final Pattern FORM = Pattern.compile("(?:/(?:[^/~]|~[01])*+)*+");

    private Pointers() {}

    static boolean isPointer(String text) {
        return FORM.matcher(text).matches();
    }

    /** Return one step of a pointer: a name or an index with its slash. */
    static String step(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
