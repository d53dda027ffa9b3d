using Sekisho.Testing;

namespace Sekisho.Events.Tests.Syslog;

public sealed class SyslogHeadTests
{
    private static readonly EventReaderOptions Options = new() { LogEnds = new DateTimeOffset(2024, 3, 1, 0, 0, 0, TimeSpan.Zero) };

    [Fact]
    public void The_old_form_is_read_with_and_without_priority()
    {
        var one = Single("<38>Feb  9 04:05:06 host1 prog[77]: some text: here");
        Assert.Equal(("auth", "info", "host1", "prog", "77", "some text: here"), (one["facility"], one["severity"], one["host"], one["program"], one["pid"], one["message"]));
        Assert.Equal((At(2024, 2, 9), "linux/syslog/"), (one.Time, one.Source));
        one = Single("Feb 09 04:05:06 host1 prog: text");
        Assert.Equal((null, "prog", null, "text"), (one["facility"], one["program"], one["pid"], one["message"]));
        one = Single("Feb  9 04:05:06 host1 last message repeated 3 times");
        Assert.Equal((null, "host1 last message repeated 3 times"), (one["program"], one["message"]));
    }

    [Fact]
    public void The_new_form_has_structured_data()
    {
        var one = Single("<165>1 2003-10-11T22:14:15.003Z host.example app 12 ID47 [ex@1 a=\"1\" b=\"x \\\"y\\\" \\] z\\n\"][two@2 c=\"\"] \uFEFFthe text");
        Assert.Equal(("local4", "notice", "host.example", "app", "12", "ID47", "the text"), (one["facility"], one["severity"], one["host"], one["program"], one["pid"], one["msgid"], one["message"]));
        Assert.Equal(("1", "x \"y\" ] z\\n", ""), (one["ex@1.a"], one["ex@1.b"], one["two@2.c"]));
        Assert.Equal(new DateTimeOffset(2003, 10, 11, 22, 14, 15, 3, TimeSpan.Zero), one.Time);
        one = Single("<34>1 - - - - - - text");
        Assert.Equal((null, null, "text", null), (one["host"], one["program"], one["message"], one.Time));
        Assert.Equal("only", Single("<34>1 2003-10-11T22:14:15Z h a - - [broken only")["message"] is "" ? "only" : "more");
    }

    [Fact]
    public void A_time_in_ISO_form_has_its_own_zone()
    {
        Assert.Equal(new DateTimeOffset(2024, 8, 25, 8, 4, 35, TimeSpan.Zero).AddTicks(510_000), Single("2024-08-25T10:04:35.051000+02:00 host prog[1]: x").Time);
    }

    [Fact]
    public void A_time_without_year_is_the_latest_that_is_not_after_the_end_of_the_log()
    {
        Assert.Equal(At(2024, 2, 29), Single("Feb 29 04:05:06 h p: x").Time);
        Assert.Equal(At(2023, 12, 31), Single("Dec 31 04:05:06 h p: x").Time);
        Assert.Equal(At(2023, 3, 3), Single("Mar  3 04:05:06 h p: x").Time);
        // A day is granted for clocks that are fast.
        Assert.Equal(At(2024, 3, 1), Single("Mar  1 04:05:06 h p: x").Time);
        Assert.Equal(At(2020, 2, 29), Single("Feb 29 04:05:06 h p: x", Options with { LogEnds = At(2023, 5, 5) }).Time);
        Assert.Null(Single("Feb 30 04:05:06 h p: x").Time);
        Assert.Equal(At(2019, 2, 9), Single("Feb  9 2019 04:05:06 h p: x").Time);
    }

    [Fact]
    public void A_time_without_zone_is_in_the_zone_that_was_set()
    {
        var tokyo = TimeZoneInfo.CreateCustomTimeZone("t", TimeSpan.FromHours(9), "t", "t");
        Assert.Equal(At(2024, 2, 9) - TimeSpan.FromHours(9), Single("Feb  9 04:05:06 h p: x", Options with { LogZone = tokyo }).Time);
        Assert.Equal(At(2022, 6, 9) - TimeSpan.FromHours(9), Single("2022-06-09 04:05:06 1oNzXz-0003LG-1x Completed", Options with { LogZone = tokyo }).Time);
        Assert.Equal(At(2022, 6, 9) - TimeSpan.FromHours(2), Single("2022-06-09 04:05:06 +0200 1oNzXz-0003LG-1x Completed", Options with { LogZone = tokyo }).Time);
    }

    [Fact]
    public void Programs_have_their_service()
    {
        Assert.Equal(["linux/sudo/", "linux/cron/", "linux/clamav/", "linux/auth/", "linux/syslog/", "linux/vsftpd/"],
            new[] { "sudo", "CRON[5]", "clamd", "/usr/bin/su", "named", "vsftpd" }.Select(program => Single($"Feb  9 04:05:06 h {program}: x").Source));
    }

    [Fact]
    public void Other_lines_are_skipped()
    {
        var reading = Reading.Of("hello world\n<999>x\n<38>text without anything\nFeb  9 04:05:06 h p: x", EventFormat.Syslog, Options);
        Assert.Equal((2, 2), (reading.Events.Count, reading.Problems.Count));
    }

    [CorpusFact("detect/loghub")]
    public void Every_line_of_a_real_log_of_sshd_is_read()
    {
        var reading = Reading.Of(File.ReadAllBytes(Corpora.PathOf("detect/loghub/OpenSSH_2k.log")), EventFormat.Auto);
        Assert.Equal((2000, 0), (reading.Events.Count, reading.Problems.Count));
        var actions = reading.Events.CountBy(one => one["action"] ?? "-").OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value}");
        Assert.Equal(["- 259", "disconnect 502", "invalid_user 113", "login 1"], actions.Take(4));
        Assert.Equal(["login_failed 1028", "protocol_error 95", "session_closed 1", "session_opened 1"], actions.Skip(4));
    }

    private static DateTimeOffset At(int year, int month, int day) => new(year, month, day, 4, 5, 6, TimeSpan.Zero);

    private static ReadEvent Single(string line, EventReaderOptions? options = null)
    {
        var reading = Reading.Of(line, EventFormat.Syslog, options ?? Options);
        Assert.Empty(reading.Problems);
        return Assert.Single(reading.Events);
    }
}
