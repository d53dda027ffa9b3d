using System.Text;
using Sekisho.Identity.Passwords;

namespace Sekisho.Identity.Tests.Passwords;

public sealed class PasswordTextTests
{
    [Theory]
    [InlineData("a\u00A0b\u00ADc鍵", "a bc鍵")] // other space, soft hyphen
    [InlineData("correct\u3000horse", "correct horse")]
    [InlineData("Pässwörd ✓ 😀", "Pässwörd ✓ 😀")]
    public void What_keyboards_change_does_not_matter(string typed, string meant) =>
        Assert.Equal(Encoding.UTF8.GetBytes(meant), PasswordText.Prepare(typed));

    [Theory]
    [InlineData("e\u0301", "é")]
    [InlineData("Å\u212B\u212AΩ\u2126", "ÅÅKΩΩ")]
    [InlineData("か\u3099は\u309Aう\u3099ヲ\u3099ゝ\u3099か\u309A", "がぱゔヺゞか\u309A")]
    [InlineData("\u1112\u1161\u11AB\u1100\u1173\u11AF", "한글")]
    [InlineData("\uD558\u11AB", "한")]
    [InlineData("a\u0302\u0323", "ậ")]
    [InlineData("a\u0323\u0302", "ậ")]
    [InlineData("\u00E2\u0323", "ậ")]
    [InlineData("\u1EA1\u0302", "ậ")]
    [InlineData("a\u0301\u0301", "á\u0301")]
    [InlineData("o\u031B\u0300", "ờ")]
    [InlineData("и\u0306е\u0308", "йё")]
    [InlineData("α\u0301", "ά")]
    [InlineData("\u0301a", "\u0301a")]
    [InlineData("x\u0301b", "x\u0301b")]
    public void A_letter_and_its_mark_are_one_however_they_come(string typed, string meant)
    {
        Assert.Equal(Encoding.UTF8.GetBytes(meant), PasswordText.Prepare(typed));
        Assert.Equal(Encoding.UTF8.GetBytes(meant), PasswordText.Prepare(meant));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("line\nbreak")]
    [InlineData("\u00AD")]
    [InlineData("a\u2028b")]
    [InlineData("a\u0378b")] // not assigned
    [InlineData("a\uE000b")] // private use
    [InlineData("\u0085next")]
    public void What_cannot_be_a_password_is_none(string typed) => Assert.Null(PasswordText.Prepare(typed));

    [Fact]
    public void Half_a_surrogate_pair_is_no_password()
    {
        Assert.Null(PasswordText.Prepare("ab" + (char)0xD83D));
        Assert.Null(PasswordText.Prepare("ab" + (char)0xDE00 + "c"));
    }

    [Fact]
    public void The_longest_password_is_taken_and_one_longer_is_not()
    {
        Assert.NotNull(PasswordText.Prepare(new string('x', PasswordText.LongestCharacters)));
        Assert.Null(PasswordText.Prepare(new string('x', PasswordText.LongestCharacters + 1)));
        // 341 characters of three bytes are 1,023; one more is over 1,024.
        Assert.Equal(1023, PasswordText.Prepare(new string('鍵', 341))!.Length);
        Assert.Equal(PasswordText.LongestBytes, PasswordText.Prepare(new string('鍵', 341) + "x")!.Length);
        Assert.Null(PasswordText.Prepare(new string('鍵', 341) + "xx"));
    }
}
