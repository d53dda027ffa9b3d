using Sekisho.Identity.BreachedPasswords;
using Sekisho.Identity.Passwords;
using Sekisho.Identity.Tests.BreachedPasswords;

namespace Sekisho.Identity.Tests.Passwords;

public sealed class PasswordPolicyTests
{
    private static readonly string[] Owner = ["ayumi.tanaka@harbour-works.example", "Ayumi Tanaka", "Harbour Works"];

    private readonly PasswordPolicy _policy = new(new PasswordPolicyOptions(), null);

    [Theory]
    [InlineData("blue tram wednesday")]
    [InlineData("k7#pQ2zz!m")]
    [InlineData("鍵鍵を開ける猫の手紙箱")]
    [InlineData("tanaka likes rain in march")]
    public void Good_ones_are_taken(string password) => Assert.Empty(_policy.Check(password, Owner));

    [Theory]
    [InlineData("k7#pQ2zz!", PasswordRefusal.TooShort)]
    [InlineData("ayumitanaka1", PasswordRefusal.ContainsOwner)]
    [InlineData("Harbour-Works24", PasswordRefusal.ContainsOwner)]
    [InlineData("ayumi.tanaka@harbour-works.example", PasswordRefusal.ContainsOwner)]
    [InlineData("aaaaaaaaaaaaaaaaaa", PasswordRefusal.Repeats)]
    [InlineData("abcabcabcabcabc", PasswordRefusal.Repeats)]
    [InlineData("12345678901234", PasswordRefusal.Sequence)]
    [InlineData("qwertyuiop1!", PasswordRefusal.Sequence)]
    [InlineData("zyxwvuts9876!", PasswordRefusal.Sequence)]
    [InlineData("tab\there long enough", PasswordRefusal.NotAPassword)]
    public void Weak_ones_are_refused_by_name(string password, PasswordRefusal refusal) => Assert.Contains(refusal, _policy.Check(password, Owner));

    [Fact]
    public void The_limits_hold_at_the_limit_and_one_past_it()
    {
        Assert.Empty(_policy.Check("k7#pQ2zz!m", Owner));
        Assert.Contains(PasswordRefusal.TooShort, _policy.Check("k7#pQ2zz!", Owner));
        var longest = string.Concat(Enumerable.Range(0, 32).Select(i => "kt" + (char)('a' + (i * 7 % 26)) + (char)('A' + (i * 11 % 26)) + "m9#" + (char)('a' + (i * 5 % 26))));
        Assert.Equal(256, longest.Length);
        Assert.Empty(_policy.Check(longest, Owner));
        Assert.Equal([PasswordRefusal.TooLong], _policy.Check(longest + "v", Owner));
    }

    [Fact]
    public void A_leaked_password_is_refused_and_a_damaged_list_is_said()
    {
        var bytes = BreachedLists.Build(["correct horse battery"]);
        var policy = new PasswordPolicy(new PasswordPolicyOptions(), BreachedPasswordFile.Open(new ArrayRanges(bytes)));
        Assert.Equal([PasswordRefusal.Breached], policy.Check("correct horse battery", Owner));
        Assert.Equal([PasswordRefusal.Breached], policy.Check("correct\u00A0horse battery", Owner));
        Assert.Empty(policy.Check("correct horse buttery", Owner));
        var failing = new ArrayRanges(bytes) { FailAfter = 64 };
        var broken = new PasswordPolicy(new PasswordPolicyOptions(), BreachedPasswordFile.Open(failing));
        Assert.Equal([PasswordRefusal.BreachListDamaged], broken.Check("correct horse buttery", Owner));
    }

    [Fact]
    public void No_number_of_words_about_the_owner_makes_a_check_slow()
    {
        var words = Enumerable.Range(0, 100_000).Select(i => $"word{i} with.many-parts@of-it.example");
        Assert.Empty(_policy.Check("blue tram wednesday", words));
        // Only the first ones count.
        Assert.Contains(PasswordRefusal.ContainsOwner, _policy.Check("lastword12", [.. Enumerable.Repeat("xyz", PasswordPolicy.MostOwnerWords - 1), "lastword"]));
        Assert.Empty(_policy.Check("lastword12", [.. Enumerable.Repeat("xyz", PasswordPolicy.MostOwnerWords), "lastword"]));
    }
}
