namespace Sekisho.Events.Tests.SekishoLog;

public sealed class SekishoReaderTests
{
    private const string Line = """{"t":"2026-01-02T03:04:05.678901Z","level":"warn","role":"inspect.2","category":"Verdict","event":"Quarantined","message":"held","score":7,"client":"192.0.2.7"}""";

    [Fact]
    public void A_record_of_the_own_log_has_role_and_category_as_source()
    {
        var one = Assert.Single(Reading.Of(Line, EventFormat.Auto).Events);
        Assert.Equal(("Quarantined", "7", "192.0.2.7", "inspect.2"), (one["event"], one["score"], one["client"], one["role"]));
        Assert.Equal(("sekisho/inspect/verdict", new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero).AddTicks(9010)), (one.Source, one.Time));
    }

    [Fact]
    public void Invented_roles_and_categories_do_not_fill_the_memory()
    {
        var log = string.Concat(Enumerable.Range(0, 1026).Select(i => Line.Replace("Verdict", $"c{i}", StringComparison.Ordinal) + "\n"));
        var sources = Reading.Of(log, EventFormat.Sekisho).Events.Select(one => one.Source).ToList();
        Assert.Equal(("sekisho/inspect/c1023", "sekisho/-/", "sekisho/-/"), (sources[1023], sources[1024], sources[1025]));
    }
}
