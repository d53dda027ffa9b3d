using System.Globalization;
using System.Text;
using Sekisho.Events.Auditd;
using Sekisho.Events.Names;
using Sekisho.Events.Syslog;
using Sekisho.Events.Web;
using Sekisho.Testing;

namespace Sekisho.Events.Tests.Docs;

/// <summary>The page tells what the code does.</summary>
public sealed class EventsPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryRoot.Found!, "docs", "events.md"));

    [Fact]
    public void Every_format_has_its_section_and_every_section_its_format()
    {
        var sections = Page.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..]).Where(title => title != "Speed");
        Assert.Equal(Enum.GetNames<EventFormat>().Where(name => name != nameof(EventFormat.Auto)).Select(name => name.ToLowerInvariant()).Order(), sections.Order());
    }

    [Fact]
    public void Every_field_that_readers_make_is_named()
    {
        var names = new FieldNames();
        _ = new SyslogFields(names);
        _ = new WebFields(names);
        _ = new AuditDerived(names);
        // What these only look at, without making it.
        string[] inputs = ["arch", "syscall", "exe", "cwd", "pid", "ppid", "ses", "UID", "uid"];
        var all = Enumerable.Range(0, names.Count).Select(id => Encoding.UTF8.GetString(names.NameOf(id))).Except(inputs).ToList();
        Assert.True(all.Count > 60);
        Assert.Equal("", string.Join(' ', all.Where(name => !Page.Contains($"`{name}`", StringComparison.Ordinal))));
    }

    [Fact]
    public void Every_service_of_a_program_is_named() =>
        Assert.Equal("", string.Join(' ', Tsv.Rows("programs.tsv").Select(cells => cells[1]).Where(service => !Page.Contains(service, StringComparison.Ordinal))));

    [Fact]
    public void The_limits_are_those_of_the_code()
    {
        var text = string.Join(' ', Page.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        foreach (var limit in (string[])
        [
            Format($"at most {new EventReaderOptions().MaxEventBytes / (1024 * 1024)} MiB"),
            Format($"at most {EventRecord.MaxValues:N0} values"),
            Format($"at most {new EventReaderOptions().MaxDepth} deep"),
            Format($"at most {FieldNames.MaxNames:N0} names"),
            Format($"when {AuditdEventReader.WindowLines} lines"),
            Format($"({AuditdEventReader.EndedWindowLines} after"),
            Format($"more than {AuditdEventReader.WindowMilliseconds:N0} milliseconds"),
            Format($"when {AuditdEventReader.MaxOpen} events"),
        ])
            Assert.Contains(limit, text, StringComparison.Ordinal);
    }

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
