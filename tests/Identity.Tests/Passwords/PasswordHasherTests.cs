using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Sekisho.Identity.Passwords;

namespace Sekisho.Identity.Tests.Passwords;

public sealed class PasswordHasherTests
{
    private const string Password = "a long sentence nobody guesses";

    private static readonly PasswordParameters Quick = new() { Iterations = 50 };

    private readonly HashingGate _gate = new(new HashingGateOptions(), TimeProvider.System);

    [Fact]
    public async Task The_right_password_fits_and_others_do_not()
    {
        using var peppers = TestKeys.Ring();
        var hasher = new PasswordHasher(Quick, peppers, _gate);
        var verifier = await MakeAsync(hasher);
        Assert.Equal(PasswordCheckStatus.Right, await StatusAsync(hasher, "a1", verifier, Password));
        Assert.Equal(PasswordCheckStatus.Wrong, await StatusAsync(hasher, "a1", verifier, Password + " "));
        Assert.Equal(PasswordCheckStatus.Wrong, await StatusAsync(hasher, "a1", null, Password));
        Assert.Equal(PasswordCheckStatus.NotAPassword, await StatusAsync(hasher, "a1", verifier, ""));
        Assert.Equal(PasswordCheckStatus.NotAPassword, await StatusAsync(hasher, "a1", verifier, new string('x', 513)));
        Assert.Null((await hasher.NewAsync("a1", "a\0b", HashingLane.Known)).Verifier);
    }

    [Fact]
    public async Task The_record_is_pbkdf2_under_the_pepper_and_bound_to_the_account()
    {
        using var peppers = TestKeys.Ring();
        var hasher = new PasswordHasher(Quick, peppers, _gate);
        var verifier = await MakeAsync(hasher);
        var derived = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(Password), verifier.Salt, 50, HashAlgorithmName.SHA512, 64);
        byte[] input = [.. "sekisho password v1\0"u8, 0, 0, 0, 2, .. "a1"u8, .. derived];
        Assert.Equal(HMACSHA256.HashData(TestKeys.Bytes(1), input), verifier.Hash);
        Assert.EndsWith("$" + Base64Url.EncodeToString(verifier.Hash), verifier.ToText(), StringComparison.Ordinal);
        // A record that somebody copied into another account's row.
        Assert.Equal(PasswordCheckStatus.Wrong, await StatusAsync(hasher, "a2", verifier, Password));
        Assert.NotEqual(verifier.Salt, (await MakeAsync(hasher)).Salt);
    }

    [Fact]
    public async Task Raised_parameters_give_a_new_record_at_the_next_login()
    {
        using var peppers = TestKeys.Ring();
        var old = await MakeAsync(new PasswordHasher(Quick, peppers, _gate));
        var raised = new PasswordHasher(new PasswordParameters { Iterations = 51 }, peppers, _gate);
        Assert.Equal(PasswordCheckStatus.Wrong, await StatusAsync(raised, "a1", old, "wrong"));
        var check = await raised.CheckAsync("a1", old, Password, HashingLane.Known);
        Assert.Equal((PasswordCheckStatus.RightAndOutdated, true, 51), (check.Status, check.IsRight, check.Upgraded!.Iterations));
        Assert.Equal(PasswordCheckStatus.Right, await StatusAsync(raised, "a1", check.Upgraded, Password));
        // Lowered ones do not weaken what is there.
        Assert.Equal(PasswordCheckStatus.Right, await StatusAsync(new PasswordHasher(new PasswordParameters { Iterations = 49 }, peppers, _gate), "a1", old, Password));
    }

    [Fact]
    public async Task A_new_pepper_takes_over_at_the_next_login_and_a_lost_one_is_named()
    {
        using var peppers = TestKeys.Ring(1);
        var hasher = new PasswordHasher(Quick, peppers, _gate);
        var verifier = await MakeAsync(hasher);
        Assert.True(peppers.TryAdd(2, TestKeys.Bytes(2), makeCurrent: true));
        var check = await hasher.CheckAsync("a1", verifier, Password, HashingLane.Known);
        Assert.Equal((PasswordCheckStatus.RightAndOutdated, 2u), (check.Status, check.Upgraded!.PepperId));
        Assert.True(peppers.TryRemove(1));
        Assert.Equal(PasswordCheckStatus.PepperMissing, await StatusAsync(hasher, "a1", verifier, Password));
        Assert.Equal(PasswordCheckStatus.Wrong, await StatusAsync(hasher, "a1", null, Password));
        Assert.Equal(PasswordCheckStatus.Right, await StatusAsync(hasher, "a1", check.Upgraded, Password));
    }

    [Fact]
    public async Task Unknown_accounts_and_old_records_cost_what_new_ones_cost()
    {
        using var peppers = TestKeys.Ring();
        var old = await MakeAsync(new PasswordHasher(new PasswordParameters { Iterations = 1 }, peppers, _gate));
        var hasher = new PasswordHasher(new PasswordParameters { Iterations = 100_000 }, peppers, _gate);
        var current = await MakeAsync(hasher);
        var known = await TimeAsync(current);
        // Without a derivation it would be a thousandth; a machine under load is never so much faster.
        foreach (var other in new[] { null, old }) Assert.True(await TimeAsync(other) > known / 10);

        async Task<TimeSpan> TimeAsync(PasswordVerifier? verifier)
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();
            Assert.Equal(PasswordCheckStatus.Wrong, await StatusAsync(hasher, "a1", verifier, "wrong"));
            return clock.Elapsed;
        }
    }

    [Fact]
    public async Task A_busy_gate_is_said_and_is_no_failure()
    {
        using var peppers = TestKeys.Ring();
        var gate = new HashingGate(new HashingGateOptions { AtOnce = 1, MostStrangersWaiting = 0 }, TimeProvider.System);
        var hasher = new PasswordHasher(Quick, peppers, gate);
        using var blocking = new ManualResetEventSlim();
        var blocked = gate.RunAsync(HashingLane.Stranger, () => blocking.Wait(TimeSpan.FromSeconds(30))).AsTask();
        Assert.Equal(PasswordCheckStatus.Busy, (await hasher.CheckAsync("a1", null, Password, HashingLane.Stranger)).Status);
        Assert.Equal(new NewPassword(null, Busy: true), await hasher.NewAsync("a1", Password, HashingLane.Stranger));
        blocking.Set();
        Assert.True((await blocked).Value);
    }

    [Fact]
    public async Task An_identifier_has_five_hundred_and_twelve_bytes()
    {
        using var peppers = TestKeys.Ring();
        var hasher = new PasswordHasher(Quick, peppers, _gate);
        var longest = new string('x', PasswordHasher.LongestAccountId);
        var verifier = (await hasher.NewAsync(longest, Password, HashingLane.Known)).Verifier;
        Assert.Equal(PasswordCheckStatus.Right, await StatusAsync(hasher, longest, verifier, Password));
        await Assert.ThrowsAsync<ArgumentException>(async () => await hasher.NewAsync(longest + "x", Password, HashingLane.Known));
    }

    private static async Task<PasswordVerifier> MakeAsync(PasswordHasher hasher) => (await hasher.NewAsync("a1", Password, HashingLane.Known)).Verifier!;

    private static async Task<PasswordCheckStatus> StatusAsync(PasswordHasher hasher, string account, PasswordVerifier? verifier, string password) =>
        (await hasher.CheckAsync(account, verifier, password, HashingLane.Stranger)).Status;
}
