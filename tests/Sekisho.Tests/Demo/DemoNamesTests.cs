using Sekisho.Demo;
using Sekisho.Dns;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;

namespace Sekisho.Tests.Demo;

/// <summary>Asked by our own resolver, as the demonstration's system asks it.</summary>
public sealed class DemoNamesTests
{
    [Theory]
    [InlineData("example.org", DnsStatus.Success, "v=spf1 ip4:127.0.0.1 ip6:::1 -all")]
    [InlineData("_dmarc.example.co.jp", DnsStatus.Success, "v=DMARC1; p=reject")]
    [InlineData("co.jp", DnsStatus.NoData, null)]
    [InlineData("example.net", DnsStatus.NxDomain, null)]
    public async Task It_knows_the_senders_of_the_samples_and_nobody_else(string name, DnsStatus status, string? text)
    {
        await using var names = new DemoNames();
        using var resolver = new DnsResolver(new DnsResolverOptions { Servers = [names.Address] }, TimeProvider.System);
        Assert.True(DnsName.TryParse(name, out var asked));
        var answer = await resolver.ResolveAsync(asked, DnsRecordType.Txt);
        Assert.Equal((status, text), (answer.Status, answer.Records.OfType<TxtRecord>().SingleOrDefault()?.Text));
    }

    [Fact]
    public void What_is_no_query_is_not_answered()
    {
        byte[] query = [0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 2, (byte)'j', (byte)'p', 0, 0, 16, 0, 1];
        Assert.NotNull(DemoNames.Answer(query));
        for (var length = 0; length < query.Length; length++) Assert.Null(DemoNames.Answer(query.AsSpan(0, length)));
        query[12] = 64;
        Assert.Null(DemoNames.Answer(query));
    }
}
