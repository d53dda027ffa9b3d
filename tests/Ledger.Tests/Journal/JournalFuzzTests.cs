using Sekisho.Fuzz.Targets;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Ledger.Tests.Journal;

public sealed class JournalFuzzTests
{
    [Fact]
    public void No_bytes_make_the_readers_of_the_journal_and_of_entries_throw() => Assert.Equal(30_003, FuzzRun.Run(new LedgerJournalTarget(), seed: 1, cases: 30_000));
}
