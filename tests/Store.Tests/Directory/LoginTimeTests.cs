using Sekisho.Store.Directory;
using Sekisho.Store.Tests.Support;

namespace Sekisho.Store.Tests.Directory;

[Collection(Alone.Name)]
public sealed class LoginTimeTests
{
    [Fact]
    public async Task An_unknown_user_is_derived_for_as_slowly_as_a_known_one()
    {
        await using var store = await TestStore.NewAsync(TestStore.Quick with { PasswordIterations = 300_000 });
        await store.Calls.SendAsync(StoreCalls.AddAccount, new AddAccountRequest(TestStore.Ayumi, "a long sentence"));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.Null((await store.Calls.SendAsync(StoreCalls.LogIn, new LogInRequest(TestStore.Ayumi, "wrong"))).Account);
        var known = clock.Elapsed;
        clock.Restart();
        Assert.Null((await store.Calls.SendAsync(StoreCalls.LogIn, new LogInRequest("nobody@house.example", "wrong"))).Account);
        // A machine under load may be slower, never so much faster: without a derivation it is far below a millisecond.
        Assert.True(clock.Elapsed > known / 10, $"{known} and {clock.Elapsed}");
    }
}
