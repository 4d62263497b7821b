package dev.analysisjobs.spring.notice;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;

/** Reads mail addresses strictly: what is read stands for one mailbox and cannot begin another header. */
final class Addresses {
    private Addresses() {}

    /** Returns the address; the exception does not repeat it, for addresses are personal. */
    static InternetAddress parse(String text) throws AddressException {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new AddressException("A mail address contains a control character");
        }
        try {
            InternetAddress address = new InternetAddress(text, true);
            if (address.isGroup() || !address.getAddress().contains("@")) {
                throw new AddressException("A mail address is not one of a single mailbox");
            }
            address.setPersonal(address.getPersonal(), StandardCharsets.UTF_8.name());
            return address;
        } catch (AddressException | UnsupportedEncodingException fault) {
            throw new AddressException("A mail address of " + text.length() + " characters cannot be read");
        }
    }
}
