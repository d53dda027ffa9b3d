using Sekisho.Sigma.Rules;
using Sekisho.Sigma.Scenarios;

namespace Sekisho.Sigma.Tests.Scenarios;

public sealed class ScenarioMemoryTests
{
    private static readonly DateTimeOffset Start = new(2024, 1, 10, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_chain_spread_over_eight_months_completes()
    {
        var memory = new ScenarioMemory();
        Assert.False(memory.Observe("user:ann", Tagged("attack.initial-access"), Start)!.Completed);
        Assert.False(memory.Observe("user:ann", Tagged("attack.execution"), Start.AddMonths(2))!.Completed);
        Assert.False(memory.Observe("user:bob", Tagged("attack.collection"), Start.AddMonths(3))!.Completed);
        Assert.False(memory.Observe("user:ann", Tagged("attack.credential_access"), Start.AddMonths(5))!.Completed);
        var last = memory.Observe("USER:ann", Tagged("attack.t1048", "attack.exfiltration"), Start.AddMonths(8))!;
        Assert.True(last.Completed);
        Assert.Equal(["initial-access", "execution", "credential-access", "exfiltration"], last.Stages);
    }

    [Fact]
    public void A_stage_that_is_seen_again_completes_nothing_and_a_further_one_does()
    {
        var memory = new ScenarioMemory(new ScenarioOptions { MinStages = 2 });
        memory.Observe("e", 0, Start);
        Assert.True(memory.Observe("e", 1, Start).Completed);
        Assert.False(memory.Observe("e", 1, Start).Completed);
        Assert.True(memory.Observe("e", 2, Start).Completed);
    }

    [Theory]
    [InlineData(13, true)]
    [InlineData(14, false)]
    [InlineData(15, false)]
    [InlineData(30, false)]
    [InlineData(45, false)]
    public void Stages_are_forgotten_after_their_time(int months, bool remembered)
    {
        var memory = new ScenarioMemory(new ScenarioOptions { MinStages = 2 });
        memory.Observe("e", 0, Start);
        Assert.Equal(remembered, memory.Observe("e", 1, Start.AddMonths(months)).Completed);
    }

    [Fact]
    public void A_late_event_counts_as_of_the_latest()
    {
        var memory = new ScenarioMemory(new ScenarioOptions { MinStages = 2 });
        memory.Observe("e", 0, Start);
        Assert.True(memory.Observe("e", 1, Start.AddMonths(-5)).Completed);
    }

    [Fact]
    public void Rules_without_a_stage_leave_no_trace()
    {
        var memory = new ScenarioMemory();
        Assert.Null(memory.Observe("e", Tagged("attack.t1059", "cve.2024.1"), Start));
        Assert.Equal(0, memory.Count);
    }

    [Fact]
    public void The_memory_survives_a_restart_and_a_torn_one_is_refused()
    {
        var memory = new ScenarioMemory(new ScenarioOptions { MinStages = 2 });
        memory.Observe("e", 0, Start);
        using var saved = new MemoryStream();
        memory.Save(saved);
        var after = new ScenarioMemory(new ScenarioOptions { MinStages = 2 });
        Assert.False(after.Load(new MemoryStream(saved.ToArray()[..^1])));
        Assert.Equal(0, after.Count);
        Assert.True(after.Load(new MemoryStream(saved.ToArray())));
        Assert.True(after.Observe("e", 1, Start.AddMonths(8)).Completed);
    }

    [Fact]
    public void Many_entities_take_a_few_bytes_each_and_are_bounded()
    {
        var memory = new ScenarioMemory(new ScenarioOptions { MaxEntities = 1 << 16 });
        for (var i = 0; i < 200_000; i++) memory.Observe($"user:{i}", 0, Start.AddMonths(i / 50_000));
        Assert.InRange(memory.Count, 50_000, 1 << 16);
        Assert.True(memory.Evicted > 0);
        Assert.Equal(24L << 16, memory.Bytes);
    }

    private static RuleHeader Tagged(params string[] tags) => new() { Id = "", Title = "t", Tags = tags, Place = default };
}
