using Sekisho.MailAuth.Reports.Sending;

namespace Sekisho.MailAuth.Tests.Reports.Sending;

public sealed class ReportEndpointTests
{
    [Theory]
    [InlineData("v=TLSRPTv1;rua=https://reporting.example.com/v1/tlsrpt", "https://reporting.example.com/v1/tlsrpt")]
    [InlineData("v=TLSRPTv1; rua = mailto:a@example.com , https://a.example:8443/x?y=z%2C1 ", "https://a.example:8443/x?y=z%2C1")]
    [InlineData("v=TLSRPTv1; RUA=HTTPS://a.example/x", "https://a.example/x")]
    [InlineData("v=TLSRPTv1; rua=https://a.example/x,https://A.example/x", "https://a.example/x")]
    public void An_https_address_is_a_place(string record, string expected) => Assert.Equal(expected, Assert.Single(ReportEndpoint.OfRecord(record)).AbsoluteUri);

    [Theory]
    [InlineData("v=TLSRPTv1; rua=mailto:a@example.com")]
    [InlineData("v=TLSRPTv1; rua=http://a.example/x")]
    [InlineData("v=TLSRPTv1; rua=https:///x")]
    [InlineData("v=TLSRPTv1; rua=https://192.0.2.1/x")]
    [InlineData("v=TLSRPTv1; rua=https://[2001:db8::1]/x")]
    [InlineData("v=TLSRPTv1; rua=https://user:password@a.example/x")]
    [InlineData("v=TLSRPTv1; rua=https://a.example/x#y")]
    [InlineData("v=TLSRPTv1; rua=https://a.example/x y")]
    [InlineData("v=TLSRPTv1; rua=https://a.example/é")]
    [InlineData("v=TLSRPTv1; ruf=https://a.example/x")]
    [InlineData("v=TLSRPTv1")]
    public void Anything_else_is_none(string record) => Assert.Empty(ReportEndpoint.OfRecord(record));

    [Fact]
    public void There_is_a_limit_of_places_and_of_their_length()
    {
        Assert.Equal(ReportEndpoint.MostEndpoints, ReportEndpoint.OfRecord("rua=" + string.Join(',', Enumerable.Range(0, ReportEndpoint.MostEndpoints + 1).Select(i => $"https://a{i}.example/"))).Count);
        var most = "https://a.example/".PadRight(ReportEndpoint.MostChars, 'x');
        Assert.Single(ReportEndpoint.OfRecord("rua=" + most));
        Assert.Empty(ReportEndpoint.OfRecord("rua=" + most + "x"));
    }
}
