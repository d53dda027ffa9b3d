namespace Sekisho.Events.Tests.Journal;

public sealed class JournalReaderTests
{
    [Fact]
    public void Fields_keep_their_names_and_what_syslog_has_too_is_under_its_names()
    {
        var one = Single("""{"__CURSOR":"s=1","__REALTIME_TIMESTAMP":"1700000000123456","_SOURCE_REALTIME_TIMESTAMP":"1700000000000001","PRIORITY":"6","SYSLOG_FACILITY":"4","SYSLOG_IDENTIFIER":"sshd","_COMM":"sshd-session","_PID":"77","_HOSTNAME":"h1","MESSAGE":"Failed password for ann from 192.0.2.7 port 22 ssh2","_SYSTEMD_UNIT":"ssh.service","X":null}""");
        Assert.Equal(("ssh.service", "sshd", "77", "h1", "auth", "info"), (one["_SYSTEMD_UNIT"], one["program"], one["pid"], one["host"], one["facility"], one["severity"]));
        Assert.Equal(("login_failed", "ann", "192.0.2.7", "linux/sshd/authentication"), (one["action"], one["user"], one["src_ip"], one.Source));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000).AddTicks(10), one.Time);
        Assert.Equal(EventValueKind.Null, one.Values.Single(value => value.Name == "X").Kind);
    }

    [Fact]
    public void Bytes_that_are_no_text_and_several_values_are_read()
    {
        var one = Single("""{"__REALTIME_TIMESTAMP":"1700000000123456","MESSAGE":[104,195,169,27,255],"A":["x",[121,122]],"B":[],"C":[300]}""");
        Assert.Equal("hé\u001b\uFFFD", one["MESSAGE"]);
        Assert.Equal(("x|yz", "", "300"), (one["A"], one["B"], one["C"]));
        Assert.Equal("linux/syslog/", one.Source);
    }

    [Fact]
    public void Broken_entries_are_skipped()
    {
        var reading = Reading.Of("{\"MESSAGE\":\n{\"MESSAGE\":\"ok\"}\n{\"MESSAGE\":[1,}\n[1]\n", EventFormat.Journal);
        Assert.Equal(("ok", 1), (Assert.Single(reading.Events)["MESSAGE"], reading.Events.Count));
        Assert.Equal(3, reading.Problems.Count);
    }

    private static ReadEvent Single(string line)
    {
        var reading = Reading.Of(line, EventFormat.Auto);
        Assert.Empty(reading.Problems);
        return Assert.Single(reading.Events);
    }
}
