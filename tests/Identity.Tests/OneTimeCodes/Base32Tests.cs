using System.Text;
using Sekisho.Identity.OneTimeCodes;

namespace Sekisho.Identity.Tests.OneTimeCodes;

public sealed class Base32Tests
{
    [Theory] // RFC 4648 §10.
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void The_examples_of_the_standard(string text, string encoded)
    {
        Assert.Equal(encoded, Base32.Encode(Encoding.ASCII.GetBytes(text)));
        Assert.Equal(Encoding.ASCII.GetBytes(text), Base32.Decode(encoded));
        Assert.Equal(Encoding.ASCII.GetBytes(text), Base32.Decode(encoded + "==="));
    }

    [Fact]
    public void People_may_type_small_letters_spaces_and_hyphens() => Assert.Equal("foobar"u8.ToArray(), Base32.Decode("mzxw 6yt-boi"));

    [Theory]
    [InlineData("M")] // no whole byte
    [InlineData("MZX")]
    [InlineData("MZ")] // bits left over that are not zero
    [InlineData("M0")]
    [InlineData("M1")]
    [InlineData("MÝ")]
    [InlineData("M=Y")]
    [InlineData("mı")]
    public void Other_texts_are_none(string text) => Assert.Null(Base32.Decode(text));

    [Fact]
    public void The_longest_text_is_read_and_one_longer_is_not()
    {
        Assert.Equal(640, Base32.Decode(new string('A', Base32.LongestText))!.Length);
        Assert.Null(Base32.Decode(new string('A', Base32.LongestText + 1)));
    }
}
