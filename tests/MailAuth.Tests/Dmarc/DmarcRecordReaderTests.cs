using Sekisho.MailAuth.Dmarc;

namespace Sekisho.MailAuth.Tests.Dmarc;

public sealed class DmarcRecordReaderTests
{
    [Theory]
    [InlineData("v=DMARC1")]
    [InlineData("v=DMARC1;")]
    [InlineData("v = DMARC1 ; p=none")]
    [InlineData("v=DMARC1; ; =; 12; p=none")]
    public void The_version_makes_the_record(string text) => Assert.NotNull(DmarcRecordReader.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("v=dmarc1; p=none")]
    [InlineData("v=DMARC12; p=none")]
    [InlineData("v=DMARC1 p=none")]
    [InlineData(" v=DMARC1; p=none")]
    [InlineData("p=none; v=DMARC1")]
    public void Anything_else_is_no_record(string text) => Assert.Null(DmarcRecordReader.Read(text));

    [Fact]
    public void Every_tag_is_read()
    {
        var record = DmarcRecordReader.Read("v=DMARC1;P = Reject;sp=QUARANTINE; np=none;adkim=S;aspf=s;psd=Y;t=Y;fo=1:d;rua=mailto:a@example.com!10m , https://example.com/r,nonsense,mailto:;ruf=mailto:b@example.com;pct=20;rf=afrf;ri=1;zz=q")!;
        Assert.Equal((DmarcPolicy.Reject, DmarcPolicy.Quarantine, DmarcPolicy.None), (record.Policy, record.SubdomainPolicy, record.NonExistentPolicy));
        Assert.Equal((true, true, true, DmarcPsd.Yes, "1:d"), (record.StrictDkim, record.StrictSpf, record.IsTesting, record.Psd, record.FailureOptions));
        Assert.Equal(["mailto:a@example.com", "https://example.com/r"], record.AggregateUris);
        Assert.Equal(["mailto:b@example.com"], record.FailureUris);
        Assert.False(record.HasBadPolicy || record.HasContradictions);
    }

    [Fact]
    public void A_bad_value_is_the_default()
    {
        var record = DmarcRecordReader.Read("v=DMARC1; p=reject; adkim=x; aspf=; psd=maybe; t=yes; fo=9")!;
        Assert.Equal((false, false, false, DmarcPsd.Unknown, "0"), (record.StrictDkim, record.StrictSpf, record.IsTesting, record.Psd, record.FailureOptions));
    }

    [Fact]
    public void A_tag_that_contradicts_itself_counts_as_bad()
    {
        var record = DmarcRecordReader.Read("v=DMARC1; p=reject; p=none; adkim=s; adkim=S")!;
        Assert.True(record.HasBadPolicy && record.HasContradictions && record.StrictDkim);
        Assert.Null(record.Policy);
    }

    [Fact]
    public void A_record_of_65_kilobytes_is_read_in_bounds()
    {
        Assert.Equal(DmarcPolicy.Reject, DmarcRecordReader.Read("v=DMARC1; p=reject;" + new string(';', 65_000))!.Policy);
        Assert.Equal(50, DmarcRecordReader.Read("v=DMARC1; p=reject; rua=" + string.Join(',', Enumerable.Repeat("mailto:a@b.example", 3000)))!.AggregateUris.Count);
    }
}
