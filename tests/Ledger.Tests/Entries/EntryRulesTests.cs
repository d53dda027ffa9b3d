using System.Text.Json;
using Sekisho.Ledger.Entries;
using Sekisho.Ledger.Tests.Support;

namespace Sekisho.Ledger.Tests.Entries;

public sealed class EntryRulesTests
{
    [Fact]
    public void Each_limit_holds_at_it_and_not_one_past_it()
    {
        Allowed(TestLedger.Entry() with { What = new LedgerWhat { Tenant = new string('t', EntryRules.MaxNameLength) } });
        Refused(TestLedger.Entry() with { What = new LedgerWhat { Tenant = new string('t', EntryRules.MaxNameLength + 1) } });
        Refused(TestLedger.Entry() with { What = new LedgerWhat { Tenant = "" } });
        Refused(TestLedger.Entry() with { What = new LedgerWhat { Class = "a\nb" } });
        Refused(TestLedger.Entry() with { Who = new LedgerWho { Ticket = "user@example.org" } });
        Allowed(Details(EntryRules.MaxDetails, "a"));
        Refused(Details(EntryRules.MaxDetails + 1, "a"));
        Allowed(Details(1, new string('x', EntryRules.MaxDetailLength)));
        Refused(Details(1, new string('x', EntryRules.MaxDetailLength + 1)));
        Allowed(Details(8, new string('x', EntryRules.MaxDetailsLength / 8)));
        Refused(Details(9, new string('x', EntryRules.MaxDetailsLength / 8)));
        Refused(Details(1, "ひらがな"));
        Allowed(Named(new string('n', EntryRules.MaxDetailNameLength)));
        Refused(Named(new string('n', EntryRules.MaxDetailNameLength + 1)));
        Refused(Named(""));
        Refused(Named("Name"));
        Refused(TestLedger.Entry() with { Type = (EntryType)999 });
    }

    [Fact]
    public void Each_type_has_its_name_and_only_the_ledger_writes_its_own()
    {
        Assert.Equal(34, Enum.GetValues<EntryType>().Length);
        foreach (var type in Enum.GetValues<EntryType>())
            Assert.Equal($"\"{EntryTypeName.Of(type)}\"", JsonSerializer.Serialize(TestLedger.Entry() with { Type = type }, LedgerJson.Default.LedgerEntry).Split(':')[1].Split(',')[0]);
        Assert.Equal(
            [EntryType.WriterStarted, EntryType.Heartbeat, EntryType.Gap, EntryType.Pruned],
            Enum.GetValues<EntryType>().Where(type => EntryRules.ProblemOf(TestLedger.Entry() with { Type = type }) is not null));
    }

    [Fact]
    public void The_page_documents_every_type_and_no_other()
    {
        var page = File.ReadAllLines(Sekisho.Testing.RepositoryRoot.PathOf("docs", "ledger.md"));
        var documented = page.Where(line => line.StartsWith("| `", StringComparison.Ordinal) && line.Split('|').Length == 4 && !line.Contains('/', StringComparison.Ordinal))
            .Select(line => line.Split('`')[1]).Where(name => !name.Contains(' ', StringComparison.Ordinal)).ToList();
        foreach (var type in Enum.GetValues<EntryType>()) Assert.Contains(EntryTypeName.Of(type), documented);
        Assert.Equal(Enum.GetValues<EntryType>().Select(EntryTypeName.Of).Order(), documented.Intersect(Enum.GetValues<EntryType>().Select(EntryTypeName.Of)).Order());
    }

    private static LedgerEntry Details(int count, string value) =>
        TestLedger.Entry() with { Details = Enumerable.Range(0, count).ToDictionary(i => $"d{i}", _ => value) };

    private static LedgerEntry Named(string name) => TestLedger.Entry() with { Details = new Dictionary<string, string> { [name] = "x" } };

    private static void Allowed(LedgerEntry entry) => Assert.Null(EntryRules.ProblemOf(entry));

    private static void Refused(LedgerEntry entry) => Assert.NotNull(EntryRules.ProblemOf(entry));
}
