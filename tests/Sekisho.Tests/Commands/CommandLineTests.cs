using Sekisho.Commands;
using Sekisho.Output;

namespace Sekisho.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData]
    [InlineData("nonsense")]
    [InlineData("queue")]
    [InlineData("queue", "show")]
    [InlineData("queue", "show", "not-an-id")]
    [InlineData("queue", "show", "../../etc/passwd")]
    [InlineData("queue", "list", "--nonsense")]
    [InlineData("queue", "delete")]
    [InlineData("status", "surplus")]
    [InlineData("tenant", "add", "acme")]
    [InlineData("tenant", "add", "Acme", "--domain", "acme.example")]
    [InlineData("tenant", "add", "acme", "--domain", "not a domain")]
    [InlineData("tenant", "add", "acme", "--domain", "acme.example", "--relay", "nowhere")]
    [InlineData("tenant", "add", "acme", "--domain", "acme.example", "--relay", "127.0.0.1:0")]
    [InlineData("tenant", "add", "acme", "--domain", "acme.example", "--relay", "127.0.0.1:25", "--relay-tls", "maybe")]
    [InlineData("tenant", "add", "acme", "--domain", "acme.example", "--lmtp")]
    [InlineData("account", "add", "nobody")]
    [InlineData("account", "add", "@example.org")]
    [InlineData("--config")]
    public async Task A_wrong_command_line_ends_with_2_and_says_why_on_standard_error(params string[] arguments)
    {
        var run = await CommandRun.Of(arguments);
        Assert.Equal(ExitCodes.WrongUsage, run.Exit);
        Assert.Empty(run.Out);
        Assert.StartsWith("sekisho: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("--help", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistyped_command_is_told_with_the_nearest_one()
    {
        var run = await CommandRun.Of("queu");
        Assert.Contains("Did you mean 'queue'?", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Required", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_line_cannot_write_escape_sequences_on_the_terminal()
    {
        var run = await CommandRun.Of("\u001b[2Jx");
        Assert.DoesNotContain('\u001b', run.Error);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("queue", "--help")]
    [InlineData("tenant", "add", "--help")]
    public async Task Help_is_done_and_goes_to_standard_output(params string[] arguments)
    {
        var run = await CommandRun.Of(arguments);
        Assert.Equal(ExitCodes.Done, run.Exit);
        Assert.Contains("Usage:", run.Out, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task No_system_ends_with_1_and_advice()
    {
        var run = await CommandRun.Of("queue", "list");
        Assert.Equal(ExitCodes.Failed, run.Exit);
        Assert.Contains("sekisho status", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bug_ends_with_1_and_no_stack_trace()
    {
        var run = await CommandRun.Of(new FakeSystem().Answer(Store.StoreCalls.QueueList, Store.Queue.QueueListReply (_) => throw new InvalidOperationException("boom")), "queue", "list");
        Assert.Equal(ExitCodes.Failed, run.Exit);
        Assert.Contains("boom", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_in_docs_is_what_the_command_tree_says() => GeneratedPage.AssertEqual("commands.md", CommandPage.Write(Tree()));

    [Fact]
    public void Every_command_option_and_argument_is_described()
    {
        var leaves = CommandPage.Leaves(Tree(), "sekisho").ToList();
        Assert.True(leaves.Count >= 20, $"only {leaves.Count} commands");
        Assert.All(leaves, leaf =>
        {
            Assert.EndsWith(".", leaf.Command.Description, StringComparison.Ordinal);
            Assert.All(leaf.Command.Options, option => Assert.False(string.IsNullOrEmpty(option.Description), $"{leaf.Path} {option.Name}"));
            Assert.All(leaf.Command.Arguments, argument => Assert.False(string.IsNullOrEmpty(argument.Description), $"{leaf.Path} {argument.Name}"));
        });
    }

    private static System.CommandLine.RootCommand Tree() => CommandTree.Build(new Surroundings
    {
        Console = new ProgramConsole { Out = TextWriter.Null, Error = TextWriter.Null, OutBytes = Stream.Null, In = Stream.Null },
        CurrentFolder = "/",
    });
}
