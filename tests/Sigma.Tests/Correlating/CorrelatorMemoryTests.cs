using Sekisho.Sigma.Correlating;

namespace Sekisho.Sigma.Tests.Correlating;

public sealed class CorrelatorMemoryTests
{
    private const string Count = "type: event_count\nrules: [a]\ngroup-by: [u]\ntimespan: 1h\ncondition: {gte: 3}";

    [Fact]
    public void The_memory_survives_a_restart()
    {
        var scene = CorrelatorTests.With(Count);
        var before = new Correlator(scene.Rules);
        scene.Correlate(before, CorrelatorTests.Event(1, "a", "x"), CorrelatorTests.Event(2, "a", "x"));
        using var saved = new MemoryStream();
        CorrelatorState.Save(before, saved);
        var after = new Correlator(CorrelatorTests.With(Count).Rules);
        Assert.True(CorrelatorState.Load(after, new MemoryStream(saved.ToArray())));
        Assert.Equal(1, after.GroupCount);
        Assert.Equal(["X@3"], scene.Correlate(after, CorrelatorTests.Event(3, "a", "X")));
    }

    [Fact]
    public void Windows_that_wait_for_their_end_survive_with_their_values()
    {
        const string Few = "type: event_count\nrules: [a]\ngroup-by: [u]\ntimespan: 1h\ncondition: {lt: 3}";
        var scene = CorrelatorTests.With(Few);
        var before = new Correlator(scene.Rules);
        scene.Correlate(before, CorrelatorTests.Event(1, "a", "ann"));
        using var saved = new MemoryStream();
        CorrelatorState.Save(before, saved);
        var after = new Correlator(CorrelatorTests.With(Few).Rules);
        Assert.True(CorrelatorState.Load(after, new MemoryStream(saved.ToArray())));
        var hit = Assert.Single(after.Finish());
        Assert.Equal(("log", 1L, "ann"), (hit.File, hit.Record, hit.Group[0].Value));
    }

    [Fact]
    public void A_changed_rule_starts_anew_and_a_torn_file_is_refused()
    {
        var scene = CorrelatorTests.With(Count);
        var before = new Correlator(scene.Rules);
        scene.Correlate(before, CorrelatorTests.Event(1, "a", "x"));
        using var saved = new MemoryStream();
        CorrelatorState.Save(before, saved);
        var bytes = saved.ToArray();
        var other = new Correlator(CorrelatorTests.With(Count.Replace("gte: 3", "gte: 4", StringComparison.Ordinal)).Rules);
        Assert.True(CorrelatorState.Load(other, new MemoryStream(bytes)));
        Assert.Equal(0, other.GroupCount);
        Assert.False(CorrelatorState.Load(new Correlator(scene.Rules), new MemoryStream(bytes[..^1])));
        bytes[50] ^= 1;
        Assert.False(CorrelatorState.Load(new Correlator(scene.Rules), new MemoryStream(bytes)));
        Assert.False(CorrelatorState.Load(new Correlator(scene.Rules), new MemoryStream()));
    }

    [Fact]
    public void The_quietest_group_is_forgotten_when_there_are_too_many()
    {
        var scene = CorrelatorTests.With(Count);
        var correlator = new Correlator(scene.Rules, new CorrelationOptions { MaxGroups = 2 });
        scene.Correlate(correlator, CorrelatorTests.Event(1, "a", "x"), CorrelatorTests.Event(2, "a", "y"), CorrelatorTests.Event(3, "a", "x"));
        Assert.Equal((2, 0L), (correlator.GroupCount, correlator.EvictedGroups));
        scene.Correlate(correlator, CorrelatorTests.Event(4, "a", "z"));
        Assert.Equal((2, 1L), (correlator.GroupCount, correlator.EvictedGroups));
        Assert.Equal(["X@5"], scene.Correlate(correlator, CorrelatorTests.Event(5, "a", "x")));
    }

    [Fact]
    public void Groups_are_forgotten_when_their_time_is_over()
    {
        var scene = CorrelatorTests.With(Count);
        var correlator = new Correlator(scene.Rules, new CorrelationOptions { Lateness = TimeSpan.Zero });
        scene.Correlate(correlator, CorrelatorTests.Event(1, "a", "x"), CorrelatorTests.Event(2, "a", "y"));
        scene.Correlate(correlator, CorrelatorTests.Event(3603, "a", "z"));
        Assert.Equal(1, correlator.GroupCount);
        Assert.Equal(0, correlator.EvictedGroups);
    }

    [Fact]
    public void Events_of_a_group_are_bounded_but_never_below_what_the_condition_counts_to()
    {
        var scene = CorrelatorTests.With(Count.Replace("gte: 3", "gte: 50", StringComparison.Ordinal));
        var correlator = new Correlator(scene.Rules, new CorrelationOptions { MaxEventsPerGroup = 10 });
        var events = Enumerable.Range(1, 60).Select(second => CorrelatorTests.Event(second, "a", "x")).ToList();
        Assert.Equal(["X@50"], scene.Correlate(correlator, events));
    }

    [Fact]
    public void A_million_entities_take_less_than_a_gigabyte()
    {
        var scene = CorrelatorTests.With(Count);
        var correlator = new Correlator(scene.Rules);
        scene.Take("""{"k":"a","u":"first"}""");
        var rule = scene.Rules.Rules[0];
        var user = scene.Options.Names.Find("u"u8);
        var kind = scene.Options.Names.Find("k"u8);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var name = new byte[16];
        for (var i = 0; i < 1_000_000; i++)
        {
            scene.Fields.Record.Clear();
            scene.Fields.Record.Add(kind, Events.EventValueKind.Text, "a"u8);
            Assert.True(i.TryFormat(name, out var length));
            scene.Fields.Record.Add(user, Events.EventValueKind.Text, name.AsSpan(0, length));
            scene.Fields.Record.Time = DateTimeOffset.UnixEpoch.AddDays(20_000).AddMilliseconds(i);
            Assert.Empty(correlator.Observe(new ReadOnlySpan<Sigma.Rules.SigmaRule>(in rule), scene.Fields, "log", i));
        }

        Assert.Equal(1_000_000, correlator.GroupCount);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, 1, 1_000_000_000);
        GC.KeepAlive(correlator);
    }
}
