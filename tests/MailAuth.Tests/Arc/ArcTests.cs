using System.Text;
using Sekisho.Dns;
using Sekisho.Dns.Records;
using Sekisho.MailAuth.Arc;
using Sekisho.MailAuth.Dkim;
using Sekisho.MailAuth.Headers;
using Sekisho.MailAuth.Tests.Dkim;

namespace Sekisho.MailAuth.Tests.Arc;

public sealed class ArcTests
{
    private readonly DkimBench _bench = new();

    [Fact]
    public async Task A_message_without_a_chain_is_none() => Assert.Equal(AuthResult.None, (await VerifyAsync(DkimBench.Message)).Result);

    [Theory]
    [InlineData("rsa")]
    [InlineData("ed")]
    public async Task What_we_seal_passes_hop_after_hop(string selector)
    {
        var message = DkimBench.Message;
        for (var hop = 1; hop <= 3; hop++)
        {
            message = await SealAsync(message, selector);
            var outcome = await VerifyAsync("Received: from a by b; Mon, 1 Jun 2026 12:00:00 +0000\r\n" + message);
            Assert.True(outcome.Result == AuthResult.Pass, outcome.Detail);
            Assert.Equal(hop, outcome.LastInstance);
            Assert.Equal(["none", "pass", "pass"], outcome.Sets.Select(set => set.ChainValue).Concat(["pass", "pass"]).Take(3));
            Assert.Equal("mx.example.com; spf=pass", outcome.Sets[0].AuthenticationResults);
        }
    }

    [Fact]
    public async Task A_chain_of_fifty_passes_and_is_not_made_longer()
    {
        var message = DkimBench.Message;
        for (var hop = 1; hop <= 50; hop++) message = await SealAsync(message, "ed");
        Assert.Equal((AuthResult.Pass, 50), await VerifyAsync(message) is var outcome ? (outcome.Result, outcome.LastInstance) : default);
        Assert.Null(await TrySealAsync(message, "ed", await VerifyAsync(message)));
        await ExpectAsync(message.Replace("i=50;", "i=51;", StringComparison.Ordinal), ArcProblem.BadInstance);
    }

    [Fact]
    public async Task A_changed_body_breaks_the_newest_signature() => await ExpectAsync((await SealAsync(await SealAsync(DkimBench.Message))).Replace("noon", "ten", StringComparison.Ordinal), ArcProblem.MessageSignatureFails);

    [Fact]
    public async Task A_body_changed_before_the_last_seal_does_not()
    {
        var message = await SealAsync((await SealAsync(DkimBench.Message)).Replace("noon", "ten", StringComparison.Ordinal), "rsa", AuthResult.Pass);
        Assert.Equal(AuthResult.Pass, (await VerifyAsync(message)).Result);
    }

    [Theory]
    [InlineData("spf=pass", "spf=fail", ArcProblem.SealFails)]
    [InlineData("cv=none", "cv=pass", ArcProblem.BadChainValue)]
    [InlineData("cv=none", "cv=maybe", ArcProblem.BadSyntax)]
    [InlineData("ARC-Seal: i=1; a=rsa-sha256;", "ARC-Seal: i=1; h=from; a=rsa-sha256;", ArcProblem.BadSyntax)]
    [InlineData("ARC-Seal: i=1; a=rsa-sha256;", "ARC-Seal: i=1; a=rsa-sha1;", ArcProblem.BadSyntax)]
    [InlineData("ARC-Seal: i=1;", "ARC-Seal: i=2;", ArcProblem.MissingField)]
    [InlineData("ARC-Seal: i=1;", "ARC-Seal: i=0;", ArcProblem.BadInstance)]
    [InlineData("ARC-Seal: i=1;", "ARC-Seal: i=51;", ArcProblem.BadInstance)]
    [InlineData("ARC-Seal: i=1;", "ARC-Seal: i=x;", ArcProblem.BadSyntax)]
    [InlineData("ARC-Seal: i=1;", "ARC-Seal:", ArcProblem.BadSyntax)]
    [InlineData("ARC-Authentication-Results: i=1;", "ARC-Authentication-Results:", ArcProblem.BadSyntax)]
    [InlineData("ARC-Authentication-Results: i=1;", "X-Other: i=1;", ArcProblem.MissingField)]
    [InlineData("h=from:", "h=arc-seal:from:", ArcProblem.MessageSignatureFails)]
    [InlineData("Subject: About", "Subject: Above", ArcProblem.MessageSignatureFails)]
    [InlineData("ARC-Message-Signature: i=1;", "ARC-Message-Signature: i=1; x=1000;", ArcProblem.MessageSignatureFails)]
    public async Task Each_break_of_the_structure_is_named(string from, string to, ArcProblem problem)
    {
        var message = await SealAsync(DkimBench.Message);
        Assert.Contains(from, message, StringComparison.Ordinal);
        await ExpectAsync(message.Replace(from, to, StringComparison.Ordinal), problem);
    }

    /// <summary>The standard's default is simple; some sealers leave c= out and mean relaxed. Both are signed by the key's owner.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_c_either_form_may_have_been_signed(bool relaxed)
    {
        var message = await SealByHandAsync("from:subject", null, relaxed);
        Assert.Equal(AuthResult.Pass, (await VerifyAsync(message)).Result);
        await ExpectAsync(message.Replace("noon", "ten", StringComparison.Ordinal), ArcProblem.MessageSignatureFails);
        await ExpectAsync(message.Replace("Subject: About", "Subject: Above", StringComparison.Ordinal), ArcProblem.MessageSignatureFails);
    }

    [Fact]
    public async Task With_c_only_that_form_counts() => await ExpectAsync(await SealByHandAsync("from:subject", "simple/simple", relaxed: true), ArcProblem.MessageSignatureFails);

    [Theory]
    [InlineData("from::subject:", null)]
    [InlineData("", "The newest message signature does not cover From.")]
    [InlineData("subject", "The newest message signature does not cover From.")]
    public async Task Empty_places_in_h_name_nothing_and_a_From_left_out_is_told(string names, string? told)
    {
        var outcome = await VerifyAsync(await SealByHandAsync(names, "relaxed/relaxed", relaxed: true));
        Assert.Equal((AuthResult.Pass, told), (outcome.Result, outcome.Detail));
    }

    [Fact]
    public async Task A_field_twice_is_named()
    {
        var message = await SealAsync(DkimBench.Message);
        await ExpectAsync("ARC-Seal: i=1; a=rsa-sha256; cv=none; d=example.com; s=rsa; b=AAAA\r\n" + message, ArcProblem.DuplicateField);
        await ExpectAsync("ARC-Authentication-Results: i=1; other.example; spf=pass\r\n" + message, ArcProblem.DuplicateField);
    }

    [Fact]
    public async Task A_removed_older_set_is_a_gap()
    {
        var message = await SealAsync(await SealAsync(DkimBench.Message));
        await ExpectAsync(message.Replace("ARC-Authentication-Results: i=1;", "X-Was: i=1;", StringComparison.Ordinal), ArcProblem.MissingField);
    }

    [Fact]
    public async Task A_chain_sealed_as_failed_stays_failed_and_is_not_sealed_again()
    {
        var broken = (await SealAsync(DkimBench.Message)).Replace("noon", "ten", StringComparison.Ordinal);
        var sealedAsFailed = await SealAsync(broken);
        var outcome = await ExpectAsync(sealedAsFailed, ArcProblem.SealedAsFailed);
        Assert.Equal("fail", outcome.Sets[^1].ChainValue);
        Assert.Null(await TrySealAsync(sealedAsFailed, "rsa", outcome));
    }

    [Fact]
    public async Task A_failing_DNS_is_temporary_and_nothing_is_sealed()
    {
        var message = await SealAsync(DkimBench.Message);
        _bench.Zone.Fail("rsa._domainkey.example.com", DnsRecordType.Txt, DnsStatus.ServFail);
        var outcome = await VerifyAsync(message);
        Assert.Equal((AuthResult.TempError, ArcProblem.DnsFailure), (outcome.Result, outcome.Problem));
        Assert.Null(await TrySealAsync(message, "ed", outcome));
    }

    [Fact]
    public async Task A_missing_key_breaks_the_chain()
    {
        var message = await SealAsync(DkimBench.Message);
        await ExpectAsync(message.Replace("s=rsa", "s=nosuch", StringComparison.Ordinal), ArcProblem.MessageSignatureFails);
    }

    private ValueTask<ArcOutcome> VerifyAsync(string message) => new ArcVerifier(_bench.Zone, _bench.Clock, DkimBench.Ed25519).VerifyAsync(DkimBench.Bytes(message));

    private async Task<string> SealAsync(string message, string selector = "rsa", AuthResult? chain = null)
    {
        var outcome = await VerifyAsync(message);
        if (chain is { } result) outcome = outcome with { Result = result };
        return await TrySealAsync(message, selector, outcome) ?? throw new InvalidOperationException("It was not sealed.");
    }

    /// <summary>A first set as other sealers write it, whatever our own would.</summary>
    private static async Task<string> SealByHandAsync(string names, string? form, bool relaxed)
    {
        var message = DkimBench.Bytes(DkimBench.Message);
        var fields = MessageFields.Read(message, int.MaxValue, int.MaxValue);
        var check = new SignatureCheck(fields, new DkimKeyReader(), DkimBench.Ed25519, new DkimOptions());
        var results = "ARC-Authentication-Results: i=1; mx.example.com; spf=pass\r\n"u8.ToArray();
        (string, string)[] tags =
        [
            ("i", "1"), ("a", "rsa-sha256"), .. form is null ? [] : new[] { ("c", form) }, ("d", "example.com"), ("s", "rsa"), ("h", names),
            ("bh", Convert.ToBase64String(check.Body(relaxed, null).Hash)), ("b", ""),
        ];
        var signature = await DkimMessageSigner.SealAsync(
            "ARC-Message-Signature", tags, output => check.WriteSigned(output, names.Split(':', StringSplitOptions.RemoveEmptyEntries), relaxed), relaxed, DkimBench.SignerOf("rsa"), default);
        var seal = await DkimMessageSigner.SealAsync(
            "ARC-Seal",
            [("i", "1"), ("a", "rsa-sha256"), ("cv", "none"), ("d", "example.com"), ("s", "rsa"), ("b", "")],
            output =>
            {
                foreach (var field in new[] { results, signature })
                {
                    var own = MessageFields.Read(field, int.MaxValue, 1);
                    HeaderCanonicalization.Write(output, own, own.Fields[0], relaxed: true);
                }
            },
            relaxed: true, DkimBench.SignerOf("rsa"), default);
        return Encoding.UTF8.GetString([.. seal, .. signature, .. results, .. message]);
    }

    private async Task<string?> TrySealAsync(string message, string selector, ArcOutcome chain)
    {
        var sealing = new ArcSealing { Domain = "example.com", Selector = selector, Chain = chain, Results = "mx.example.com; spf=pass" };
        return await new ArcSealer(DkimBench.SignerOf(selector), _bench.Clock).SealAsync(DkimBench.Bytes(message), sealing) is { } fields ? Encoding.UTF8.GetString(fields) + message : null;
    }

    private async Task<ArcOutcome> ExpectAsync(string message, ArcProblem problem)
    {
        var outcome = await VerifyAsync(message);
        Assert.True(outcome.Result == AuthResult.Fail && outcome.Problem == problem, $"{outcome.Result} {outcome.Problem}: {outcome.Detail}");
        return outcome;
    }
}
