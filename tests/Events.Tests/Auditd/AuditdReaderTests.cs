using System.Text;
using System.Text.Json;
using Sekisho.Events.Auditd;
using Sekisho.Testing;

namespace Sekisho.Events.Tests.Auditd;

public sealed class AuditdReaderTests
{
    private const string Head = "audit(1700000000.123:77):";

    [Fact]
    public void The_records_of_an_event_are_one_event()
    {
        var one = Single($"""
            node=host1 type=SYSCALL msg={Head} arch=c000003e syscall=59 success=yes exit=0 a0=55d0 items=2 ppid=10 pid=11 auid=1000 uid=0 ses=3 comm="sh" exe="/usr/bin/dash" key=(null)
            node=host1 type=EXECVE msg={Head} argc=3 a0="sh" a1="-c" a2=636174202F6574632F736861646F77
            node=host1 type=CWD msg={Head} cwd="/root"
            node=host1 type=PATH msg={Head} item=0 name="/bin/sh" inode=1 nametype=NORMAL
            node=host1 type=PATH msg={Head} item=1 name=2F746D702F6120622E7368 inode=2 nametype=NORMAL
            node=host1 type=PROCTITLE msg={Head} proctitle=7368002D6300636174202F6574632F736861646F77
            node=host1 type=EOE msg={Head}
            """);
        Assert.Equal("SYSCALL|EXECVE|CWD|PATH|PROCTITLE", one["type"]);
        Assert.Equal("55d0|sh", one["a0"]);
        Assert.Equal("cat /etc/shadow", one["a2"]);
        Assert.Equal("/bin/sh|/tmp/a b.sh", one["name"]);
        Assert.Equal("sh -c cat /etc/shadow", one["proctitle"]);
        Assert.Equal(("host1", "execve", "x86_64", "77"), (one["node"], one["SYSCALL"], one["ARCH"], one["serial"]));
        Assert.Equal(("sh -c cat /etc/shadow", "/usr/bin/dash", "/root", "11", "10", "0"), (one["CommandLine"], one["Image"], one["CurrentDirectory"], one["ProcessId"], one["ParentProcessId"], one["User"]));
        Assert.Equal(EventValueKind.Null, one.Values.Single(value => value.Name == "key").Kind);
        Assert.Equal((1, DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123), "linux/auditd/process_creation"), (one.Line, one.Time, one.Source));
    }

    [Fact]
    public void Enriched_fields_keep_their_names()
    {
        var one = Single($"type=SYSCALL msg={Head} arch=c000003e syscall=319 success=yes auid=1000 uid=0\u001DARCH=x86_64 SYSCALL=memfd_create AUID=\"ann\" UID=\"root\"");
        Assert.Equal(("memfd_create", "ann", "root", "x86_64", "linux/auditd/"), (one["SYSCALL"], one["AUID"], one["UID"], one["ARCH"], one.Source));
    }

    [Fact]
    public void What_programs_report_is_read_like_the_rest()
    {
        var one = Single($"""type=USER_AUTH msg={Head} pid=9 uid=0 msg='op=PAM:authentication acct="root" exe="/usr/sbin/sshd" hostname=host.example addr=192.0.2.7 terminal=ssh res=failed'""");
        Assert.Equal(("PAM:authentication", "root", "192.0.2.7", "failed"), (one["op"], one["acct"], one["addr"], one["res"]));
        one = Single($"""type=USER_AUTH msg={Head} user pid=9 msg='PAM: authentication acct="root" : exe="/bin/login" (hostname=?, addr=?, terminal=tty1 res=failed)'""");
        Assert.Equal(("root", "?", "?", "failed"), (one["acct"], one["hostname"], one["addr"], one["res"]));
        one = Single($"type=USER_CMD msg={Head} pid=1 msg='cwd=\"/\" cmd=6964202D75 terminal=pts/0 res=success'");
        Assert.Equal("id -u", one["cmd"]);
    }

    [Fact]
    public void A_long_argument_in_pieces_is_one_value()
    {
        var one = Single($"""
            type=EXECVE msg={Head} argc=3 a0="x" a1_len=6 a1[0]=616161
            type=EXECVE msg={Head} a1[1]=626262
            type=EXECVE msg={Head} a2="y"
            """);
        Assert.Equal(("aaabbb", "x aaabbb y"), (one["a1"], one["CommandLine"]));
    }

    [Fact]
    public void Addresses_keys_and_denials_are_readable()
    {
        var one = Single($"type=SOCKADDR msg={Head} saddr=02000050C00002070000000000000000\ntype=CONFIG_CHANGE msg={Head} key=6101622063");
        Assert.Equal(("ipv4", "192.0.2.7", "80", "a|b c"), (one["family"], one["addr"], one["port"], one["key"]));
        one = Single($"type=SOCKADDR msg={Head} saddr=01002F72756E2F7800\ntype=AVC msg={Head} avc:  denied  {{ read write }} for  pid=5 comm=\"x\"");
        Assert.Equal(("unix", "/run/x", "denied", "read write", "5"), (one["family"], one["path"], one["seresult"], one["seperms"], one["pid"]));
        Assert.Equal("SYSCALL", Single($"Jan  1 00:00:00 host kernel: audit: type=1300 {Head} arch=c00000b7 syscall=221")["type"]);
    }

    [Fact]
    public void Records_of_other_events_may_stand_between_up_to_the_window()
    {
        Assert.Equal(AuditdEventReader.WindowLines, Count(AuditdEventReader.WindowLines - 1));
        Assert.Equal(AuditdEventReader.WindowLines + 2, Count(AuditdEventReader.WindowLines));

        static int Count(int between) => Read($"type=CWD msg={Head} cwd=\"/\"\n" + string.Concat(Enumerable.Range(0, between).Select(i => $"type=USER_CMD msg=audit(1700000000.123:{1000 + i}): pid=1\n")) + $"type=PATH msg={Head} name=\"a\"").Events.Count;
    }

    [Fact]
    public void After_the_closing_record_the_window_is_short()
    {
        Assert.Equal(AuditdEventReader.EndedWindowLines, Count(AuditdEventReader.EndedWindowLines - 1));
        Assert.Equal(AuditdEventReader.EndedWindowLines + 2, Count(AuditdEventReader.EndedWindowLines));

        static int Count(int between) => Read($"type=CWD msg={Head} cwd=\"/\"\ntype=EOE msg={Head}\n" + string.Concat(Enumerable.Range(0, between).Select(i => $"type=USER_CMD msg=audit(1700000000.123:{1000 + i}): pid=1\n")) + $"type=PATH msg={Head} name=\"a\"").Events.Count;
    }

    [Fact]
    public void A_much_younger_event_closes_older_ones()
    {
        Assert.Equal(2, Read($"type=CWD msg={Head} cwd=\"/\"\ntype=CWD msg=audit(1700000002.123:78): cwd=\"/\"\ntype=PATH msg={Head} name=\"a\"").Events.Count);
        Assert.Equal(3, Read($"type=CWD msg={Head} cwd=\"/\"\ntype=CWD msg=audit(1700000002.124:78): cwd=\"/\"\ntype=PATH msg={Head} name=\"a\"").Events.Count);
    }

    [Fact]
    public void No_event_holds_more_than_a_bounded_number_of_others()
    {
        var text = new StringBuilder();
        for (var i = 0; i <= AuditdEventReader.MaxOpen + 10; i++) text.Append($"type=CWD msg={Head} cwd=\"/\"\ntype=CWD msg=audit(1700000000.123:{1000 + i}): cwd=\"/\"\n");
        var events = Read(text.ToString()).Events;
        Assert.Equal(AuditdEventReader.MaxOpen + 13, events.Count);
    }

    [Fact]
    public void An_event_has_at_most_the_allowed_bytes()
    {
        var options = new EventReaderOptions { MaxEventBytes = 200 };
        var line = $"type=PATH msg={Head} name=\"{new string('a', 100 - Head.Length - 22)}\"";
        Assert.Equal(100, line.Length);
        Assert.Empty(Reading.Of($"{line}\n{line}", EventFormat.Auditd, options).Problems);
        var reading = Reading.Of($"{line}\n{line}a", EventFormat.Auditd, options);
        Assert.Equal("With it the event would be longer than 200 bytes.", Assert.Single(reading.Problems));
        Assert.Single(reading.Events);
    }

    [Fact]
    public void Other_lines_are_skipped_and_told()
    {
        var reading = Read($"----\ntime->Tue\nnonsense\ntype=CWD msg=audit(x): y\ntype=CWD msg={Head} cwd=\"/\"\n");
        Assert.Equal((1, 2), (reading.Events.Count, reading.Problems.Count));
    }

    /// <summary>The same lines as another reader sees them, field by field. It renames some fields and leaves out unknown ones.</summary>
    [CorpusFact("detect/go-libaudit")]
    public void Every_field_that_another_reader_finds_is_found()
    {
        int records = 0, same = 0;
        var missing = new List<string>();
        foreach (var file in Corpora.Files("detect/go-libaudit", "*.log"))
        {
            var events = Reading.Of(File.ReadAllBytes(file), EventFormat.Auditd).Events.ToLookup(one => one["serial"]);
            using var golden = JsonDocument.Parse(File.ReadAllBytes(file + ".golden"));
            foreach (var record in golden.RootElement.EnumerateArray())
            {
                records++;
                if (record.ValueKind != JsonValueKind.Object || !record.TryGetProperty("data", out var data)) continue;
                var ours = events[record.GetProperty("sequence").GetRawText()].SelectMany(one => one.Values).ToList();
                foreach (var field in data.EnumerateObject())
                {
                    if (IsSame(ours, field.Name, field.Value.GetString()!)) same++;
                    else missing.Add($"{Path.GetFileName(file)} {record.GetProperty("sequence")} {field.Name}={field.Value}");
                }
            }
        }

        Assert.True(missing.Count == 0, string.Join('\n', missing));
        Assert.Equal((84, 1006), (records, same));
    }

    private static bool IsSame(List<(string Name, EventValueKind Kind, string Text)> ours, string name, string value)
    {
        bool Has(string field, string text) => ours.Exists(one => one.Name == field && one.Text == text);
        if (Has(name, value)) return true;
        return name switch
        {
            "result" => Has("success", value == "success" ? "yes" : "no") || Has("res", value == "success" ? "1" : "0") || (value == "fail" && Has("res", "failed")) || Has("seresult", value) || Has("res", value),
            "auid" or "ses" or "old-auid" or "old-ses" when value == "unset" => Has(name, "4294967295"),
            "arch" => Has("ARCH", value),
            "syscall" => Has("SYSCALL", value),
            // Names of error numbers and signals instead of the numbers.
            "exit" or "sig" => ours.Exists(one => one.Name == name),
            "new_auid" or "old_auid" => Has("auid", value),
            _ when name.StartsWith("subj_", StringComparison.Ordinal) || name.StartsWith("obj_", StringComparison.Ordinal) =>
                ours.Exists(one => one.Name == name[..name.IndexOf('_', StringComparison.Ordinal)] && one.Text.Contains(value, StringComparison.Ordinal)),
            _ => false,
        };
    }

    private static Reading Read(string log) => Reading.Of(log, EventFormat.Auditd);

    private static ReadEvent Single(string log)
    {
        var reading = Read(log);
        Assert.Empty(reading.Problems);
        return Assert.Single(reading.Events);
    }
}
