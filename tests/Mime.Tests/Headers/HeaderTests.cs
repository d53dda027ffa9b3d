using System.Text;

namespace Sekisho.Mime.Tests.Headers;

public sealed class HeaderTests
{
    [Theory]
    [InlineData(" plain ", "plain")]
    [InlineData("a\r\n b", "a b")]
    [InlineData("a\n\tb", "a\tb")]
    [InlineData("=?utf-8?Q?a_b=21?=", "a b!")]
    [InlineData("=?utf-8?B?44GC?= =?utf-8?B?44GE?=", "あい")]
    [InlineData("=?utf-8?Q?=E3=81?= =?utf-8?Q?=82?=", "あ")]
    [InlineData("=?utf-8?Q?a?= b =?utf-8?Q?c?=", "a b c")]
    [InlineData("=?iso-2022-jp?B?GyRCJDMbKEI=?=", "こ")]
    [InlineData("=?iso-8859-1*en?Q?=E9?=", "é")]
    [InlineData("=?utf-8?Q?what??=", "what?")]
    [InlineData("=?utf-8?X?a?=", "=?utf-8?X?a?=")]
    [InlineData("=?utf-8?Q?open", "=?utf-8?Q?open")]
    public void Values_become_text(string value, string expected) => Assert.Equal(expected, EncodedWords.Decode(Mail.Bytes(value)));

    [Fact]
    public void Raw_utf8_is_read_as_such_and_other_bytes_as_windows_1252()
    {
        Assert.Equal("é", HeaderValue.Unfold(Encoding.UTF8.GetBytes("é")));
        Assert.Equal("é€", HeaderValue.Unfold([0xE9, 0x80]));
    }

    [Theory]
    [InlineData("attachment; filename=plain.txt", "plain.txt")]
    [InlineData("attachment; filename=\"a \\\"b\\\".txt\"", "a \"b\".txt|a \\\"b\\\".txt")]
    [InlineData("attachment; filename*=utf-8'en'%E3%81%82.txt", "あ.txt")]
    [InlineData("attachment; filename*0*=utf-8''%E3%81; filename*1*=%82; filename*2=.txt", "あ.txt")]
    [InlineData("attachment; filename*1=b; filename*0=a", "ab")]
    [InlineData("attachment; filename=\"=?utf-8?B?44GC?=.txt\"", "あ.txt")]
    [InlineData("attachment; filename=a.txt; filename*=utf-8''b.exe", "a.txt|b.exe")]
    [InlineData("attachment; filename=a b.exe; x=y", "a|a b.exe")]
    [InlineData("attachment; filename=\"C:\\dir\\x.exe\"", "C:dirx.exe|C:\\dir\\x.exe")]
    [InlineData("attachment; filename=\"open.exe; x=y", "open.exe; x=y|open.exe")]
    [InlineData("attachment; (comment) filename(c)=x", "")]
    [InlineData("inline", "")]
    public void Every_file_name_a_client_could_show_is_given(string disposition, string expected) =>
        Assert.Equal(expected, string.Join('|', Mail.Read($"Content-Disposition: {disposition}\n\nx").Root.FileNames));

    [Fact]
    public void Names_of_content_type_count_too() =>
        Assert.Equal(["a.txt", "b.exe"], Mail.Read("Content-Type: text/plain; name=b.exe\nContent-Disposition: attachment; filename=a.txt\n\nx").Root.FileNames);

    [Theory]
    [InlineData("text/html; charset=UTF-8", "text/html", "UTF-8")]
    [InlineData("TEXT / HTML (comment) ; charset = \"utf-8\" (c)", "text/html", "utf-8")]
    [InlineData("text/html charset=utf-8", "text/html", "utf-8")]
    [InlineData("", "text/plain", null)]
    [InlineData("text", "text/plain", null)]
    [InlineData("image", "application/octet-stream", null)]
    [InlineData("multipart", "multipart/mixed", null)]
    public void Content_types_are_read(string value, string mediaType, string? charset)
    {
        var type = ContentType.Parse(Mail.Bytes(value));
        Assert.Equal((mediaType, charset), (type.MediaType, type.Charset));
    }

    [Theory]
    [InlineData("Tue, 1 Jul 2003 10:52:37 +0200", "2003-07-01T10:52:37.0000000+02:00")]
    [InlineData("1 Jul 2003 10:52 -0330 (comment)", "2003-07-01T10:52:00.0000000-03:30")]
    [InlineData("Fri, 21 Nov 97 09:55:06 EST", "1997-11-21T09:55:06.0000000-05:00")]
    [InlineData("1 Jan 49 00:00 GMT", "2049-01-01T00:00:00.0000000+00:00")]
    [InlineData("1 Jan 103 00:00 Z", "2003-01-01T00:00:00.0000000+00:00")]
    public void Dates_are_read(string value, string expected)
    {
        Assert.True(MimeDate.TryParse(Mail.Bytes(value), out var date));
        Assert.Equal(expected, date.ToString("O"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("31 Feb 2003 10:00 +0000")]
    [InlineData("1 Jul 2003 25:00 +0000")]
    [InlineData("yesterday")]
    public void Other_text_is_no_date(string value) => Assert.False(MimeDate.TryParse(Mail.Bytes(value), out _));

    [Fact]
    public void A_date_is_written_as_the_standard_wants_it() =>
        Assert.Equal("Tue, 01 Jul 2003 10:52:37 -0330", MimeDate.Format(new DateTimeOffset(2003, 7, 1, 10, 52, 37, new TimeSpan(-3, -30, 0))));
}
