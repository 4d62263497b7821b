package dev.analysisjobs.validate;

/** Name the optional libraries that rules need. */
enum Library {
    JACKSON("Jackson 3", "tools.jackson.databind.ObjectMapper", "tools.jackson.core:jackson-databind"),
    JSON_SCHEMA("the JSON Schema validator", "com.networknt.schema.SchemaRegistry", "com.networknt:json-schema-validator");

    private final String label;
    private final String className;
    private final String dependency;

    Library(String label, String className, String dependency) {
        this.label = label;
        this.className = className;
        this.dependency = dependency;
    }

    boolean isPresent() {
        try {
            Class.forName(className, false, Library.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException missing) {
            return false;
        }
    }

    /** Return what to do about it when it is missing. */
    String advice() {
        return label + ": add the Maven dependency " + dependency;
    }
}
