using Sekisho.Testing;

namespace Sekisho.Events.Tests.Web;

public sealed class WebReaderTests
{
    [Fact]
    public void The_combined_form_gives_the_fields_that_rules_use()
    {
        var one = Single("""192.0.2.7 - ann [10/Oct/2000:13:55:36 -0700] "GET /a/b.php?x=1&y=%2e HTTP/1.0" 200 2326 "http://example.com/start" "Mozilla/4.08 [en]" """.TrimEnd());
        Assert.Equal(("192.0.2.7", "ann", "GET", "/a/b.php", "x=1&y=%2e|/a/b.php?x=1&y=%2e"), (one["c-ip"], one["cs-username"], one["cs-method"], one["cs-uri-stem"], one["cs-uri-query"]));
        Assert.Equal(("/a/b.php?x=1&y=%2e", "/a/b.php?x=1&y=%2e", "x=1&y=%2e"), (one["cs-uri"], one["c-uri"], one["c-uri-query"]));
        Assert.Equal(("200", "2326", "http://example.com/start", "Mozilla/4.08 [en]", "Mozilla/4.08 [en]", "HTTP/1.0"), (one["sc-status"], one["sc-bytes"], one["cs-referer"], one["c-useragent"], one["cs-user-agent"], one["cs-version"]));
        Assert.Equal((new DateTimeOffset(2000, 10, 10, 20, 55, 36, TimeSpan.Zero), "-/-/webserver", 1), (one.Time, one.Source, one.Line));
    }

    [Fact]
    public void The_common_form_and_a_virtual_host_are_read_too()
    {
        var one = Single("""192.0.2.7 - - [10/Oct/2000:13:55:36 +0000] "POST / HTTP/1.1" 304 -""");
        Assert.Equal(("POST", "/", "/", "304", null), (one["cs-method"], one["cs-uri-stem"], one["cs-uri-query"], one["sc-status"], one["sc-bytes"]));
        Assert.Null(one["cs-username"]);
        one = Single("""www.example.org:443 2001:db8::7 - a b [10/Oct/2000:13:55:36 +0000] "GET / HTTP/1.1" 200 5 "-" "x" "203.0.113.9" 0.001""");
        Assert.Equal(("www.example.org:443", "2001:db8::7", "a b", "203.0.113.9|0.001"), (one["cs-host"], one["c-ip"], one["cs-username"], one["other"]));
    }

    [Fact]
    public void Escapes_are_taken_out_and_quotes_do_not_end_a_part_too_early()
    {
        var one = Single("""192.0.2.7 - - [10/Oct/2000:13:55:36 +0000] "GET /\x22\xc3\xa9\\x?q=\"1\" HTTP/1.1" 200 5 "-" "a \"b\" \t c"d" """.TrimEnd());
        Assert.Equal(("/\"é\\x", "q=\"1\"", "a \"b\" \t c\"d"), (one["cs-uri-stem"], one["c-uri-query"], one["c-useragent"]));
    }

    [Fact]
    public void A_request_that_is_none_is_all_target()
    {
        Assert.Equal("\u0016\u0003\u0001", Single("""192.0.2.7 - - [10/Oct/2000:13:55:36 +0000] "\x16\x03\x01" 400 226 "-" "-" """.TrimEnd())["cs-uri"]);
        var one = Single("""192.0.2.7 - - [10/Oct/2000:13:55:36 +0000] "GET /a b c" 400 226""");
        Assert.Equal(("GET", "/a b c", null), (one["cs-method"], one["cs-uri"], one["cs-version"]));
        Assert.Null(Single("""192.0.2.7 - - [10/Oct/2000:13:55:36 +0000] "-" 408 0""")["cs-uri"]);
    }

    [Fact]
    public void Lines_of_JSON_get_the_same_fields_and_keep_their_own()
    {
        var one = Single("""{"time":"2024-05-01T10:00:00+02:00","remote_addr":"192.0.2.7","request":"GET /x?y HTTP/1.1","request_method":"GET","status":404,"body_bytes_sent":"12","http_user_agent":"curl","http_host":"h"}""");
        Assert.Equal(("192.0.2.7", "GET", "/x", "404", "12", "curl", "h"), (one["c-ip"], one["cs-method"], one["cs-uri-stem"], one["sc-status"], one["sc-bytes"], one["c-useragent"], one["cs-host"]));
        Assert.Equal(("192.0.2.7", new DateTimeOffset(2024, 5, 1, 8, 0, 0, TimeSpan.Zero)), (one["remote_addr"], one.Time));
        one = Single("""{"remote_addr":"192.0.2.7","request_uri":"/x?y","request_method":"PUT","status":"200"}""");
        Assert.Equal(("PUT", "/x", "y"), (one["cs-method"], one["cs-uri-stem"], one["c-uri-query"]));
    }

    [Fact]
    public void Other_lines_are_skipped_and_told_why()
    {
        var reading = Reading.Of("hello\n1.2.3.4 - - [now] \"GET / HTTP/1.1\" 200 1\n- [10/Oct/2000:13:55:36 +0000] \"x\" 200 1\n1.2.3.4 - - [10/Oct/2000:13:55:36 +0000] GET\n1.2.3.4 - - [10/Oct/2000:13:55:36 +0000] \"GET /\" 20\n1.2.3.4 - - [31/Feb/2000:13:55:36 +0000] \"x\" 200 1", EventFormat.Web);
        Assert.Empty(reading.Events);
        Assert.Equal(6, reading.Problems.Count);
        Assert.All(reading.Problems, problem => Assert.StartsWith("It is not a line of an access log", problem, StringComparison.Ordinal));
    }

    [Fact]
    public void A_line_has_at_most_the_allowed_bytes()
    {
        var options = new EventReaderOptions { MaxEventBytes = 100 };
        var line = "1.2.3.4 - - [10/Oct/2000:13:55:36 +0000] \"GET /".PadRight(91, 'a') + "\" 200 1\n";
        Assert.Single(Reading.Of(line.Replace("\" 200", "aa\" 200", StringComparison.Ordinal), EventFormat.Web, options).Events);
        var reading = Reading.Of(line.Replace("\" 200", "aaa\" 200", StringComparison.Ordinal) + line, EventFormat.Web, options);
        Assert.Equal(("It is longer than 100 bytes.", 1), (Assert.Single(reading.Problems), reading.Events.Count));
    }

    [CorpusFact("detect/elastic-examples")]
    public void Every_line_of_a_real_log_is_read()
    {
        var reading = Reading.Of(File.ReadAllBytes(Corpora.PathOf("detect/elastic-examples/apache_logs")), EventFormat.Auto);
        Assert.Equal((10_000, 0), (reading.Events.Count, reading.Problems.Count));
        Assert.All(reading.Events, one => Assert.NotNull(one["c-ip"]));
        Assert.Equal(9952, reading.Events.Count(one => one["cs-method"] == "GET"));
    }

    private static ReadEvent Single(string line)
    {
        var reading = Reading.Of(line, EventFormat.Auto);
        Assert.Empty(reading.Problems);
        return Assert.Single(reading.Events);
    }
}
