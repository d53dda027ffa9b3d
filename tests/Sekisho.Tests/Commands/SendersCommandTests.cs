using System.Text.Json;
using Sekisho.Output;
using Sekisho.Store;
using Sekisho.Store.Queue;
using Sekisho.Store.Senders;
using Sekisho.Vault;
using Sekisho.Vault.Orders;

namespace Sekisho.Tests.Commands;

public sealed class SendersCommandTests
{
    private const string Id = "01kag3vq7t3v0e8w6m4c2y9x5z";

    [Fact]
    public async Task Allow_block_and_remove_say_what_is_wanted()
    {
        var system = new FakeSystem().Answer(VaultCalls.Order, _ => new OrderReply("an order")).Answer(StoreCalls.SendersChange, _ => new ChangeReply(1));
        Assert.Equal(ExitCodes.Done, (await CommandRun.Of(system, "senders", "allow", "@partner.example", "--for", "house.example")).Exit);
        Assert.Equal(ExitCodes.Done, (await CommandRun.Of(system, "senders", "block", "a@bulk.example", "--for", "ken@house.example", "--days", "30", "--note", "a pest")).Exit);
        var removed = await CommandRun.Of(system, "senders", "remove", "a@bulk.example", "--for", "ken@house.example", "--json");
        Assert.Equal("remove", JsonDocument.Parse(Assert.Single(removed.Lines)).RootElement.GetProperty("action").GetString());
        Assert.Equal(
            [
                new SenderChangeRequest(SenderAction.Allow, "house.example", "@partner.example"),
                new SenderChangeRequest(SenderAction.Block, "ken@house.example", "a@bulk.example", 30, "a pest"),
                new SenderChangeRequest(SenderAction.Remove, "ken@house.example", "a@bulk.example"),
            ],
            system.Asked.Select(asked => asked.Request).OfType<SenderChangeRequest>());
        Assert.Equal(3, system.Behalves.Count(behalf => behalf?.Order == "an order"));
    }

    [Fact]
    public async Task What_is_on_no_list_cannot_be_removed()
    {
        var system = new FakeSystem().Answer(VaultCalls.Order, _ => new OrderReply("an order")).Answer(StoreCalls.SendersChange, _ => new ChangeReply(0));
        var run = await CommandRun.Of(system, "senders", "remove", "a@bulk.example", "--for", "house.example");
        Assert.Equal(ExitCodes.Failed, run.Exit);
        Assert.Contains("is on no list of house.example", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("allow", "@partner.example")]
    [InlineData("remove", "@partner.example", "--for", "house.example", "--days", "3")]
    [InlineData("list")]
    public async Task A_wrong_line_is_refused(params string[] line) =>
        Assert.Equal(ExitCodes.WrongUsage, (await CommandRun.Of(new FakeSystem(), ["senders", .. line])).Exit);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task List_opens_what_is_sealed_and_harms_no_terminal(bool json)
    {
        var system = new FakeSystem().WithVault().Answer(StoreCalls.SendersList, request => request.After is null
            ? SealedSamples.Senders(Id, "@bulk.example", "sells\u001b]0;owned\a", next: Id)
            : SealedSamples.Senders(Id, "@*.bulk.example", null));
        var run = await CommandRun.Of(system, "", ["senders", "list", "--for", "house.example", .. (json ? (string[])["--json"] : [])], terminal: true);
        Assert.Equal(ExitCodes.Done, run.Exit);
        Assert.Contains("@bulk.example", run.Out, StringComparison.Ordinal);
        Assert.Contains("@*.bulk.example", run.Out, StringComparison.Ordinal);
        Assert.Contains("block", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b]0;", run.Out, StringComparison.Ordinal);
    }
}
