package dev.analysisjobs.spring.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A rule of health that is broken.
 *
 * @param isOfNode whether this node is broken, rather than the work stuck on all of them
 * @param about the type or loop
 */
record Problem(boolean isOfNode, String rule, String about, Object value, Object limit) {

    static Problem ofNode(String rule, String about, Object value, Object limit) {
        return new Problem(true, rule, about, value, limit);
    }

    static Problem ofWork(String rule, String about, Object value, Object limit) {
        return new Problem(false, rule, about, value, limit);
    }

    Map<String, Object> detail() {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("rule", rule);
        detail.put("about", about);
        detail.put("value", value);
        detail.put("limit", limit);
        return detail;
    }
}
