using System.Text;

namespace Sekisho.Mime.Tests.Bodies;

public sealed class BodyTests
{
    [Theory]
    [InlineData("base64", "QUJD\nREVG\nRw==", "ABCDEFG", 0, -1)]
    [InlineData("base64", "QU JD\n R E V G", "ABCDEF", 0, -1)]
    [InlineData("base64", "QUJDQQ", "ABCA", 0, -1)]
    [InlineData("base64", "QUJDQ", "ABC", 1, -1)]
    [InlineData("base64", "Q*U*J*D", "ABC", 3, -1)]
    [InlineData("base64", "QQ==QUJD", "AABC", 0, 1)]
    [InlineData("base64", "QQ==\n\n", "A", 0, -1)]
    [InlineData("base64", "====", "", 4, -1)]
    [InlineData("quoted-printable", "a=3Db=\nc =\nd", "a=bc d", 0, -1)]
    [InlineData("quoted-printable", "blank \nend", "blank\r\nend", 0, -1)]
    [InlineData("quoted-printable", "a=ZZ=4", "a=ZZ=4", 2, -1)]
    [InlineData("quoted-printable", "a=", "a", 0, -1)]
    [InlineData("quoted-printable", "=e3=81=82", "\u00e3\u0081\u0082", 0, -1)]
    [InlineData("x-uuencode", "begin 644 cat.txt\n#0V%T\n`\nend\nrest", "Cat", 0, -1)]
    [InlineData("7bit", "as it is", "as it is", 0, -1)]
    [InlineData("binary", "a\0b", "a\0b", 0, -1)]
    [InlineData("x-nobody", "as it is", "as it is", 0, -1)]
    public void Bodies_are_decoded(string encoding, string body, string expected, int junk, int paddingEndsAt)
    {
        var writer = new System.Buffers.ArrayBufferWriter<byte>();
        var result = Mail.Read($"Content-Transfer-Encoding: {encoding}\n\n{body}").Root.DecodeBody(writer);
        Assert.Equal(expected, Encoding.Latin1.GetString(writer.WrittenSpan));
        Assert.Equal((junk, (long)paddingEndsAt, false), (result.Junk, result.PaddingEndsAt, result.Truncated));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(56)]
    [InlineData(57)]
    [InlineData(36_863)]
    [InlineData(36_864)]
    [InlineData(36_865)]
    [InlineData(300_000)]
    public void Base64_of_any_length_comes_back(int length)
    {
        var content = new byte[length];
        for (var i = 0; i < length; i++) content[i] = (byte)(i * 7 >> 2);
        foreach (var lineEnd in new[] { "\r\n", "\n", "" })
        {
            var text = Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks).Replace("\r\n", lineEnd, StringComparison.Ordinal);
            var message = Mail.ReadAsIs("Content-Transfer-Encoding: base64\n\n" + text);
            Assert.Equal(content, message.Root.DecodeBody());
            Assert.DoesNotContain(MimeAmbiguityKind.Base64Junk, message.Kinds());
            Assert.DoesNotContain(MimeAmbiguityKind.Base64MissingPadding, message.Kinds());
        }
    }

    [Fact]
    public void Line_ends_are_found_at_every_place_of_a_vector()
    {
        for (var length = 1; length < 140; length++)
        {
            for (var at = 0; at < length; at++)
            {
                var bytes = Enumerable.Repeat((byte)'x', length).ToArray();
                bytes[at] = (byte)'\n';
                Assert.Equal(TextFlags.BareLineFeed, TextScan.Scan(bytes));
                bytes[at] = (byte)'\r';
                Assert.Equal(TextFlags.BareCarriageReturn, TextScan.Scan(bytes));
                if (at + 1 < length)
                {
                    bytes[at + 1] = (byte)'\n';
                    Assert.Equal(TextFlags.CrLf, TextScan.Scan(bytes));
                    bytes[at + 1] = (byte)'x';
                }

                bytes[at] = 0;
                Assert.Equal(TextFlags.Nul, TextScan.Scan(bytes));
                bytes[at] = 200;
                Assert.Equal(TextFlags.EightBit, TextScan.Scan(bytes));
            }
        }
    }

    [Theory]
    [InlineData("12345\n12345", 5, false)]
    [InlineData("123456\n1", 5, true)]
    [InlineData("1\n123456", 5, true)]
    [InlineData("12345\r\n12345\r\n", 5, false)]
    [InlineData("1\n123456\n1", 5, true)]
    [InlineData("1\n2\n3\n123456\r\n1", 5, true)]
    [InlineData("", 5, false)]
    public void Long_lines_are_found(string text, int limit, bool expected) =>
        Assert.Equal(expected, TextScan.HasLineLongerThan(Mail.Bytes(text), limit));
}
