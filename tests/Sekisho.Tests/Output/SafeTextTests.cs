using Sekisho.Output;

namespace Sekisho.Tests.Output;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("plain 日本語 é", "plain 日本語 é")]
    [InlineData("\u001b[2J\u001b]0;owned\a", "\\x1b[2J\\x1b]0;owned\\x07")]
    [InlineData("\u009b31m", "\\x9b31m")] // C1 CSI
    [InlineData("a\r\nb\tc\0", "a\\x0d\\x0ab\\x09c\\x00")]
    [InlineData("invoice\u202efdp.exe", "invoice\\u{202e}fdp.exe")]
    [InlineData("\u2066x\u2069\u200b\ufeff", "\\u{2066}x\\u{2069}\\u{200b}\\u{feff}")]
    [InlineData("\u2028\u2029", "\\u{2028}\\u{2029}")]
    [InlineData("\U000E0041", "\\u{e0041}")] // a tag character
    [InlineData("\u3164\u2800", "\\u{3164}\\u{2800}")]
    [InlineData("😀", "😀")]
    [InlineData(null, "")]
    public void What_acts_on_a_terminal_is_shown_and_not_sent(string? text, string expected) => Assert.Equal(expected, SafeText.Line(text));

    [Fact]
    public void Nothing_that_comes_out_is_a_control_or_format_character()
    {
        for (var value = 0; value <= 0x10FFFF; value++)
        {
            if (value is >= 0xD800 and <= 0xDFFF) continue;
            foreach (var rune in SafeText.Line(char.ConvertFromUtf32(value)).EnumerateRunes())
                Assert.False(System.Text.Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format, $"U+{value:X4}");
        }
    }

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character() => Assert.Equal("\ufffdx", SafeText.Line("\ud800x"));

    [Fact]
    public void A_long_text_is_cut_and_marked()
    {
        Assert.Equal(SafeText.MaxCharacters, SafeText.Line(new string('a', SafeText.MaxCharacters)).Length);
        Assert.EndsWith("a…", SafeText.Line(new string('a', SafeText.MaxCharacters + 1)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_short_form_never_splits_a_character()
    {
        Assert.Equal("abcd", SafeText.Short("abcd", 4));
        Assert.Equal("abc…", SafeText.Short("abcde", 4));
        Assert.Equal("ab…", SafeText.Short("ab😀de", 4));
    }
}
