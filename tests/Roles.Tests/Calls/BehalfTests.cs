using System.Buffers.Text;
using System.Text;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Calls.Wire;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.Tests.Calls;

public sealed class BehalfTests
{
    private static readonly Call<Nothing, Nothing> Flush = new()
    {
        Callee = RoleKind.Store,
        Name = "store.queue-change",
        RequestType = RolesJson.Default.Nothing,
        ReplyType = RolesJson.Default.Nothing,
    };

    [Fact]
    public async Task On_whose_behalf_travels_beside_the_request_and_with_this_call_alone()
    {
        await using var pair = new CallPair();
        var seen = new List<CallBehalf?>();
        await pair.ServeAsync(RoleKind.Store, calls => calls.Answer(Flush, (context, _) =>
        {
            seen.Add(context.Behalf);
            return ValueTask.FromResult(Nothing.Value);
        }));
        var client = pair.Client(RoleKind.Operator);
        // A line end in a name ends no line of the head.
        var behalf = new CallBehalf { Ticket = new string('t', 134), Device = "a\r\nContent-Length: 0\r\n\r\n関所", Person = "hanako", Order = new string('o', 300) };
        await client.SendAsync(Flush with { Behalf = behalf }, Nothing.Value);
        await client.SendAsync(Flush, Nothing.Value);
        Assert.Equal([behalf, null], seen);
    }

    [Fact]
    public async Task One_that_is_too_long_is_not_sent()
    {
        await using var pair = new CallPair();
        await pair.ServeAsync(RoleKind.Store, calls => calls.Answer(Flush, (_, _) => ValueTask.FromResult(Nothing.Value)));
        var client = pair.Client(RoleKind.Operator);
        var room = (CallBehalf.LongestText * 3 / 4) - """{"device":""}""".Length;
        await client.SendAsync(Flush with { Behalf = new CallBehalf { Device = new string('d', room) } }, Nothing.Value);
        await CallAssert.FailsAsync(CallFailure.TooLarge, async () => await client.SendAsync(Flush with { Behalf = new CallBehalf { Device = new string('d', room + 1) } }, Nothing.Value));
    }

    [Theory]
    [InlineData("?")]
    [InlineData("e30,e30")]
    [InlineData("bm8ganNvbg")]
    [InlineData("W10")]
    [InlineData("関所")]
    public void What_cannot_be_read_is_refused(string text) =>
        Assert.Equal(CallFailure.Rejected, Assert.Throws<CallException>(() => BehalfText.Read(text)).Failure);

    [Fact]
    public void Nothing_is_read_beyond_the_limit_and_no_bytes_break_it()
    {
        Assert.Equal(CallFailure.Rejected, Assert.Throws<CallException>(() => BehalfText.Read(new string('e', CallBehalf.LongestText + 1))).Failure);
        Assert.Null(BehalfText.Read(""));
        var random = new Random(7);
        var whole = Encoding.UTF8.GetBytes("""{"ticket":"t","device":"d","person":"p","order":"o"}""");
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = (byte[])whole.Clone();
            for (var n = random.Next(1, 4); n > 0; n--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            // Read, or refused: nothing else.
            if (Record.Exception(() => BehalfText.Read(Base64Url.EncodeToString(bytes))) is { } problem) Assert.IsType<CallException>(problem);
        }
    }
}
