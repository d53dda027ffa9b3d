using System.Security.Cryptography;
using System.Text;
using Sekisho.Store.Directory;
using Sekisho.Store.Tests.Support;

namespace Sekisho.Store.Tests.Directory;

public sealed class LoginTests
{
    private const string Password = "a long sentence nobody guesses";

    [Fact]
    public async Task The_right_password_logs_in_and_others_do_not()
    {
        await using var store = await WithPasswordAsync();
        Assert.Equal(TestStore.Ayumi, await LogInAsync(store, "AYUMI@house.example", Password));
        Assert.Null(await LogInAsync(store, TestStore.Ayumi, Password + " "));
        Assert.Null(await LogInAsync(store, TestStore.Ayumi, ""));
        Assert.Null(await LogInAsync(store, TestStore.Ken, Password));
        Assert.Null(await LogInAsync(store, "nobody@house.example", Password));
        Assert.Null(await LogInAsync(store, new string('x', 5000), Password));
    }

    [Fact]
    public async Task A_replaced_password_replaces_the_old_one_and_none_given_keeps_it()
    {
        await using var store = await WithPasswordAsync();
        await store.Calls.SendAsync(StoreCalls.AddAccount, new AddAccountRequest(TestStore.Ayumi, null));
        Assert.NotNull(await LogInAsync(store, TestStore.Ayumi, Password));
        await store.Calls.SendAsync(StoreCalls.AddAccount, new AddAccountRequest(TestStore.Ayumi, "another"));
        Assert.Null(await LogInAsync(store, TestStore.Ayumi, Password));
        Assert.NotNull(await LogInAsync(store, TestStore.Ayumi, "another"));
    }

    [Fact]
    public async Task Invisible_characters_and_other_spaces_of_keyboards_do_not_matter()
    {
        await using var store = await TestStore.NewAsync();
        await store.Calls.SendAsync(StoreCalls.AddAccount, new AddAccountRequest(TestStore.Ayumi, "a\u00A0b\u00ADc鍵"));
        Assert.NotNull(await LogInAsync(store, TestStore.Ayumi, "a bc鍵"));
        foreach (var bad in (string[])["", "a\u0000b", "line\nbreak", "\u00AD", new string('x', 513)])
            await TestStore.RejectedAsync(async () => await store.Calls.SendAsync(StoreCalls.AddAccount, new AddAccountRequest(TestStore.Ayumi, bad)));
        await store.Calls.SendAsync(StoreCalls.AddAccount, new AddAccountRequest(TestStore.Ayumi, new string('x', 512)));
    }

    [Fact]
    public async Task A_client_that_knows_the_password_finishes_scram_and_sees_the_servers_proof()
    {
        await using var store = await WithPasswordAsync();
        var start = await store.Calls.SendAsync(StoreCalls.ScramStart, new ScramStartRequest(TestStore.Ayumi));
        Assert.Equal(4096, start.Iterations);
        var (proof, signature) = ClientSide(Password, start, "the AuthMessage");
        var good = await store.Calls.SendAsync(StoreCalls.ScramFinish, new ScramFinishRequest(TestStore.Ayumi, "the AuthMessage", proof));
        Assert.Equal(new LogInReply(TestStore.Ayumi, signature), good);

        foreach (var (address, message, bad) in ((string, string, string)[])
                 [
                     (TestStore.Ayumi, "another AuthMessage", proof),
                     (TestStore.Ken, "the AuthMessage", proof),
                     ("nobody@house.example", "the AuthMessage", proof),
                     (TestStore.Ayumi, "the AuthMessage", ClientSide("wrong", start, "the AuthMessage").Proof),
                     (TestStore.Ayumi, "the AuthMessage", ""),
                     (TestStore.Ayumi, "the AuthMessage", "not base64!"),
                     (TestStore.Ayumi, "the AuthMessage", Convert.ToBase64String(new byte[64])),
                 ])
            Assert.Equal(new LogInReply(null), await store.Calls.SendAsync(StoreCalls.ScramFinish, new ScramFinishRequest(address, message, bad)));
    }

    [Fact]
    public async Task An_unknown_user_has_a_challenge_of_their_own_that_never_changes()
    {
        var store = await WithPasswordAsync();
        var first = await store.Calls.SendAsync(StoreCalls.ScramStart, new ScramStartRequest("nobody@house.example"));
        var other = await store.Calls.SendAsync(StoreCalls.ScramStart, new ScramStartRequest("nobodyelse@house.example"));
        var noPassword = await store.Calls.SendAsync(StoreCalls.ScramStart, new ScramStartRequest(TestStore.Ken));
        var known = await store.Calls.SendAsync(StoreCalls.ScramStart, new ScramStartRequest(TestStore.Ayumi));
        await using var again = await store.RestartAsync();
        Assert.Equal(first, await again.Calls.SendAsync(StoreCalls.ScramStart, new ScramStartRequest("NOBODY@house.example")));
        Assert.Equal(4, new[] { first.Salt, other.Salt, noPassword.Salt, known.Salt }.Distinct().Count());
        Assert.All([first, other, noPassword, known], start => Assert.Equal((16, 4096), (Convert.FromBase64String(start.Salt).Length, start.Iterations)));
    }

    [Fact]
    public async Task No_password_is_on_the_disk()
    {
        await using var store = await WithPasswordAsync();
        Assert.False(store.IsOnDisk(Encoding.UTF8.GetBytes(Password)));
    }

    private static async Task<TestStore> WithPasswordAsync()
    {
        var store = await TestStore.NewAsync();
        var account = await store.Calls.SendAsync(StoreCalls.AddAccount, new AddAccountRequest(TestStore.Ayumi, Password));
        Assert.True(account.CanLogIn);
        return store;
    }

    private static async Task<string?> LogInAsync(TestStore store, string address, string password) =>
        (await store.Calls.SendAsync(StoreCalls.LogIn, new LogInRequest(address, password))).Account;

    private static (string Proof, string Signature) ClientSide(string password, ScramStartReply start, string message)
    {
        var salted = Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes(password), Convert.FromBase64String(start.Salt), start.Iterations, HashAlgorithmName.SHA256, 32);
        var clientKey = HMACSHA256.HashData(salted, "Client Key"u8);
        var signature = HMACSHA256.HashData(SHA256.HashData(clientKey), Encoding.UTF8.GetBytes(message));
        for (var i = 0; i < signature.Length; i++) signature[i] ^= clientKey[i];
        var server = HMACSHA256.HashData(HMACSHA256.HashData(salted, "Server Key"u8), Encoding.UTF8.GetBytes(message));
        return (Convert.ToBase64String(signature), Convert.ToBase64String(server));
    }
}
