using Sekisho.Fuzz.Targets;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Events.Tests.Fuzzing;

public sealed class EventsFormatFuzzTests
{
    [Fact]
    public void No_bytes_make_the_reader_of_event_logs_throw() => Run(new EventsEvtxTarget());

    [Fact]
    public void No_bytes_make_the_reader_of_the_audit_log_throw() => Run(new EventsAuditdTarget());

    [Fact]
    public void No_bytes_make_the_reader_of_syslog_throw() => Run(new EventsSyslogTarget());

    [Fact]
    public void No_bytes_make_the_reader_of_access_logs_throw() => Run(new EventsWebTarget());

    [Fact]
    public void No_bytes_make_the_reader_of_the_journal_throw() => Run(new EventsJournalTarget());

    [Fact]
    public void No_bytes_make_the_reader_of_audit_records_throw() => Run(new EventsM365Target());

    [Fact]
    public void No_bytes_make_the_reader_of_the_own_log_throw() => Run(new EventsSekishoTarget());

    private static void Run(IFuzzTarget target) => Assert.Equal(10_000 + target.Seeds.Count, FuzzRun.Run(target, seed: 1, cases: 10_000));
}
