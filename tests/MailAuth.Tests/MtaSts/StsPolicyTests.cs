using System.Text;
using Sekisho.MailAuth.MtaSts;

namespace Sekisho.MailAuth.Tests.MtaSts;

public sealed class StsPolicyTests
{
    private const string Good = "version: STSv1\r\nmode: enforce\r\nmx: mail.example.com\r\nmx: *.Example.net\r\nmax_age: 604800\r\n";

    [Fact]
    public void A_policy_is_read()
    {
        var policy = Read(Good).Policy!;
        Assert.Equal((StsMode.Enforce, TimeSpan.FromDays(7)), (policy.Mode, policy.MaxAge));
        Assert.Equal(["mail.example.com", "*.example.net"], policy.MxPatterns);
        Assert.Equal(["version: STSv1", "mode: enforce", "max_age: 604800", "mx: mail.example.com", "mx: *.example.net"], policy.Lines());
    }

    [Theory]
    [InlineData("version: STSv1\nmode: testing\nmx: a.example\nmax_age: 1", StsMode.Testing)]
    [InlineData("\n\nmax_age:86400\nmx:a.example\nmode:none\nversion:STSv1\n\n", StsMode.None)]
    [InlineData("version: STSv1\r\nmode: none\r\nmax_age: 0\r\n", StsMode.None)]
    [InlineData("version:\tSTSv1 \r\nmode : enforce\r\nmode: none\r\nmax_age: 60\r\nextra: x:y\r\nmx: a.example\r\n", StsMode.Enforce)]
    public void Line_ends_blanks_order_and_unknown_fields_do_not_matter_and_the_first_of_two_counts(string text, StsMode mode) =>
        Assert.Equal(mode, Read(text).Policy?.Mode);

    [Theory]
    [InlineData("")]
    [InlineData("version: STSv2\nmode: none\nmax_age: 1")]
    [InlineData("mode: none\nmax_age: 1")]
    [InlineData("version: STSv1\nmax_age: 1\nmx: a.example")]
    [InlineData("version: STSv1\nmode: Enforce\nmax_age: 1\nmx: a.example")]
    [InlineData("version: STSv1\nmode: enforce\nmx: a.example")]
    [InlineData("version: STSv1\nmode: enforce\nmax_age: -1\nmx: a.example")]
    [InlineData("version: STSv1\nmode: enforce\nmax_age: 12345678901\nmx: a.example")]
    [InlineData("version: STSv1\nmode: enforce\nmax_age: 1")]
    [InlineData("version: STSv1\nmode: enforce\nmax_age: 1\nmx: a..example")]
    [InlineData("version: STSv1\nmode: enforce\nmax_age: 1\nmx: *")]
    [InlineData("version: STSv1\nmode: enforce\nmax_age: 1\nmx: a.*.example")]
    [InlineData("version: STSv1\nmode: enforce\nmax_age: 1\nmx: *.*.example")]
    [InlineData("<html><body>not found</body></html>")]
    public void What_breaks_the_grammar_is_no_policy(string text)
    {
        var reading = Read(text);
        Assert.Null(reading.Policy);
        Assert.NotNull(reading.Problem);
    }

    [Fact]
    public void A_time_beyond_the_longest_is_cut()
    {
        Assert.Equal(TimeSpan.FromSeconds(StsPolicyReader.MaxAgeSeconds), Read(Good.Replace("604800", "31557600", StringComparison.Ordinal)).Policy!.MaxAge);
        Assert.Equal(TimeSpan.FromSeconds(StsPolicyReader.MaxAgeSeconds), Read(Good.Replace("604800", "9999999999", StringComparison.Ordinal)).Policy!.MaxAge);
    }

    [Fact]
    public void A_file_may_have_64_KB_and_not_a_byte_more()
    {
        var filled = Good + "filler: " + new string('x', StsPolicyReader.MaxBytes - Good.Length - 8);
        Assert.NotNull(Read(filled).Policy);
        Assert.Null(Read(filled + "x").Policy);
    }

    [Fact]
    public void So_many_mail_exchanges_are_taken_and_not_one_more()
    {
        var head = "version: STSv1\nmode: enforce\nmax_age: 1\n";
        Assert.Equal(StsPolicyReader.MaxMxPatterns, Read(head + string.Concat(Enumerable.Range(0, StsPolicyReader.MaxMxPatterns).Select(i => $"mx: m{i}.example\n"))).Policy!.MxPatterns.Count);
        Assert.Null(Read(head + string.Concat(Enumerable.Range(0, StsPolicyReader.MaxMxPatterns + 1).Select(i => $"mx: m{i}.example\n"))).Policy);
    }

    [Theory]
    [InlineData("mail.example.com", true)]
    [InlineData("MAIL.example.COM", true)]
    [InlineData("a.example.net", true)]
    [InlineData("example.net", false)]
    [InlineData("a.b.example.net", false)]
    [InlineData(".example.net", false)]
    [InlineData("xexample.net", false)]
    [InlineData("other.example.com", false)]
    [InlineData("", false)]
    public void An_asterisk_stands_for_exactly_one_label(string host, bool named) => Assert.Equal(named, Read(Good).Policy!.Names(host));

    [Theory]
    [InlineData("v=STSv1; id=20160831085700Z;", "20160831085700Z")]
    [InlineData("v=STSv1;id=a", "a")]
    [InlineData("v=STSv1; x=1; id=abcdefghijklmnopqrstuvwxyz012345", "abcdefghijklmnopqrstuvwxyz012345")]
    [InlineData("v=STSv1; id=abcdefghijklmnopqrstuvwxyz0123456", null)]
    [InlineData("v=STSv1; id=", null)]
    [InlineData("v=STSv1; id=a-b", null)]
    [InlineData("v=STSv1", null)]
    [InlineData("v=STSv2; id=a", null)]
    [InlineData("id=a; v=STSv1", null)]
    [InlineData("", null)]
    public void The_record_has_a_version_first_and_an_id(string text, string? id) => Assert.Equal(id, StsRecord.Find([text])?.Id);

    [Fact]
    public void Two_records_are_none_and_other_texts_do_not_count()
    {
        Assert.Equal("1", StsRecord.Find(["something else", "v=STSv1; id=1", ""])?.Id);
        Assert.Null(StsRecord.Find(["v=STSv1; id=1", "v=STSv1; id=1"]));
        Assert.Null(StsRecord.Find([]));
        Assert.Null(StsRecord.Find([new string(';', 65_000)]));
    }

    [Fact]
    public void Whatever_the_bytes_nothing_is_thrown()
    {
        const int seed = 20260822;
#pragma warning disable RS0030 // The seed is here.
        var random = new Random(seed);
#pragma warning restore RS0030
        var bytes = Encoding.ASCII.GetBytes(Good);
        for (var round = 0; round < 3000; round++)
        {
            var changed = (byte[])bytes.Clone();
            for (var i = random.Next(1, 6); i > 0; i--) changed[random.Next(changed.Length)] = (byte)random.Next(256);
            var reading = StsPolicyReader.Read(changed);
            Assert.NotEqual(reading.Policy is null, reading.Problem is null);
        }
    }

    private static StsReading Read(string text) => StsPolicyReader.Read(Encoding.UTF8.GetBytes(text));
}
