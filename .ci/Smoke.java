import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Starts the web application by the command that is given, on a free port, and uses it over HTTP as somebody new would. */
class Smoke {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    public static void main(String[] command) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String arguments = " -Dweb.args='--server.port=" + port + " --simulated-ai.faults=incident'";
        Process application =
                new ProcessBuilder("bash", "-c", "exec " + command[0] + arguments).inheritIO().start();
        try {
            use("http://localhost:" + port, application);
        } finally {
            application.descendants()
                    .filter(process -> process.children().findAny().isEmpty())
                    .forEach(ProcessHandle::destroy);
        }
        int exit = application.waitFor();
        if (exit != 0) {
            throw new IllegalStateException("The web application ended with " + exit);
        }
        System.out.println("The web application was started, used and stopped");
    }

    private static void use(String url, Process application) throws Exception {
        await(url + "/actuator/health", "\"status\":\"UP\"", application);
        StringBuilder answers = new StringBuilder();
        for (char trait : "ACENO".toCharArray()) {
            for (int item = 1; item <= 5; item++) {
                answers.append(answers.isEmpty() ? "" : ",").append('"').append(trait).append(item).append("\":4");
            }
        }
        HttpResponse<String> submitted = CLIENT.send(
                HttpRequest.newBuilder(URI.create(url + "/analyses"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"person\":\"Ann\",\"answers\":{" + answers + "}}"))
                        .build(),
                BodyHandlers.ofString());
        Matcher id = Pattern.compile("\"id\":\"([^\"]+)\"").matcher(submitted.body());
        if (submitted.statusCode() != 202 || !id.find()) {
            throw new IllegalStateException("Submit: " + submitted.statusCode() + " " + submitted.body());
        }
        await(url + "/analyses/" + id.group(1), "\"status\":\"completed\"", application);
        await(url + "/analyses", "\"headline\":\"", application);
        await(url + "/actuator/prometheus", "analysis_jobs_", application);
        await(url + "/", "<title>Profiles</title>", application);
    }

    private static void await(String url, String wanted, Process application) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String seen = "nothing";
        while (!seen.contains(wanted)) {
            if (System.nanoTime() > deadline || !application.isAlive()) {
                throw new IllegalStateException(url + " does not show " + wanted + " but " + seen);
            }
            try {
                seen = CLIENT.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                        .body();
            } catch (java.net.ConnectException notYet) {
                seen = "no connection";
            }
            Thread.sleep(200);
        }
        System.out.println("seen: " + url.replaceAll("localhost:\\d+", "localhost"));
    }
}
