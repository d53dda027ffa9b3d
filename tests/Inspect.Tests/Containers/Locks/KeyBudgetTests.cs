using System.Diagnostics;
using Sekisho.Inspect.Containers.Locks;
using Sekisho.Testing.Archives;

namespace Sekisho.Inspect.Tests.Containers.Locks;

public sealed class KeyBudgetTests
{
    [Fact]
    public void Blocks_are_taken_up_to_the_limit_and_none_past_it()
    {
        Assert.True(new KeyBudget().Take(KeyBudget.MaxBlocks));
        Assert.False(new KeyBudget().Take(KeyBudget.MaxBlocks + 1));
        var budget = new KeyBudget(10, 100);
        Assert.True(budget.Take(60));
        Assert.False(budget.Take(41));
        Assert.True(budget.Take(40));
        Assert.False(budget.Take(1));
    }

    [Fact]
    public void Words_are_tried_up_to_the_limit_and_none_past_it()
    {
        var budget = new KeyBudget();
        for (var i = 0; i < KeyBudget.MaxTries; i++) Assert.True(budget.Take(0));
        Assert.False(budget.Take(0));
    }

    [Fact]
    public void A_count_that_is_beyond_all_numbers_is_beyond_the_budget()
    {
        var budget = new KeyBudget();
        for (var cycles = 0; cycles < 64; cycles++)
        {
            var blocks = new SevenZipKey(cycles, new byte[16], new byte[16]).BlocksOf(new string('x', 64));
            Assert.True(blocks >= 0);
            if (cycles is > 21 and < 63) Assert.False(budget.Take(blocks));
        }
    }

    [Theory]
    [InlineData("a.7z")]
    [InlineData("a.rar")]
    [InlineData("a.odt")]
    public async Task A_file_that_asks_for_endless_rounds_stays_locked_and_costs_nothing(string name)
    {
        var archive = name switch
        {
            "a.7z" => LockedSevenZip.Write("a.txt", [1], "word1!", claimedCycles: 24 + 16),
            "a.rar" => LockedRar.Write("a.txt", [1], "word1!", claimedCount: 24),
            _ => LockedOdt.Write("word1!", 10, 2_000_000_000, isSha1: false, ("content.xml", [1])),
        };
        var message = Inspecting.WithAttachment(name, archive).Replace("\nwords\n", "\nThe password: word1!\n", StringComparison.Ordinal);
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var verdict = await Inspecting.MessageAsync(message);
        Assert.Equal([$"part 2 '{name}'"], verdict.List("attachments.locked"));

        // Generous: what else runs in this process counts too. One try of any of these takes longer than this.
        Assert.InRange(Process.GetCurrentProcess().TotalProcessorTime - before, TimeSpan.Zero, TimeSpan.FromSeconds(8));
    }
}
