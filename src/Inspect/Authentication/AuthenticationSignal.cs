using System.Net;
using Sekisho.Dns;
using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Pipeline;
using Sekisho.Inspect.Reports;
using Sekisho.Inspect.Verdicts;
using Sekisho.Kernel.Cryptography;
using Sekisho.MailAuth;
using Sekisho.MailAuth.Arc;
using Sekisho.MailAuth.Dkim;
using Sekisho.MailAuth.Dmarc;
using Sekisho.MailAuth.From;
using Sekisho.MailAuth.Reports.Collecting;
using Sekisho.MailAuth.Results;
using Sekisho.MailAuth.Spf;

namespace Sekisho.Inspect.Authentication;

/// <summary>Authenticates the sender. Without a resolver, and for mail of our own accounts, only what needs no name server.</summary>
internal sealed class AuthenticationSignal : ISignal
{
    /// <summary>Fields to take out beyond this are not listed: the message is kept for a person to look at.</summary>
    private const int MaxForged = 200;

    private readonly SenderAuthentication? _authentication;
    private readonly string _hostName;

    public AuthenticationSignal(InspectOptions options, IDnsResolver? resolver, TimeProvider clock)
    {
        _hostName = options.HostName;
        if (resolver is null || !options.AuthenticateSenders) return;
        var time = TimeSpan.FromSeconds(options.AuthenticationSeconds);
        _authentication = new SenderAuthentication(
            resolver, clock, LibcryptoEd25519.TryLoad(out var ed25519, out _) ? ed25519 : null,
            new SpfLimits { Deadline = time }, new DkimOptions { Deadline = time }, new DmarcOptions { Deadline = time, Overrides = Overrides(options) });
    }

    public string Name => "authentication";

    public FactGroup Facts => AuthenticationFacts.Group;

    public async ValueTask ExamineAsync(InspectionContext context)
    {
        var content = context.Message.Bytes;
        var forged = ForeignResults.Find(content, _hostName);
        if (forged.Count > 0) context.Set(AuthenticationFacts.ForgedResults, forged.Count);
        if (forged.Count > MaxForged) context.NoteLimit(nameof(AuthenticationFacts.ForgedResults));
        context.Remove = [.. forged.Take(MaxForged).Select(range => new ContentRange(range.Offset, range.Length))];

        // A person who has logged in is known already, and sends from wherever they are.
        if (_authentication is null || context.Request.Account is not null)
        {
            SetFrom(context, FromExamination.Examine(context.Message));
            return;
        }

        var outcome = await _authentication.AuthenticateAsync(
            new SenderRequest
            {
                Message = content,
                ClientAddress = IPAddress.TryParse(context.Request.ClientAddress, out var client) ? client : null,
                Helo = context.Request.Helo,
                MailFrom = context.Request.MailFrom,
                ReceivingHost = _hostName,
            },
            context.Message, context.Cancellation);
        SetFrom(context, outcome.From);
        SetSpf(context, outcome);
        SetDkim(context, outcome.Dkim);
        SetDmarc(context, outcome.Dmarc);
        SetArc(context, outcome.Arc);
        context.AuthorDomain = outcome.Dmarc.AuthorDomain;
        context.IsAuthorProven = outcome.Dmarc.Result == AuthResult.Pass || outcome.Dkim.Signatures.Any(signature => signature.Result == AuthResult.Pass && signature.Domain == outcome.Dmarc.AuthorDomain);
        if (context.Options.ObserveSenders) context.Observe = disposition => Observe(context.Request, outcome, disposition);
        context.AuthenticationResults = AuthenticationResultsWriter.Write(outcome.ToResults(_hostName));
    }

    /// <summary>What is told says what was really done: the rules have the last word over what the policy asks for.</summary>
    private static Observation? Observe(InspectRequest request, SenderOutcome outcome, Disposition disposition)
    {
        var done = disposition switch
        {
            Disposition.Accept or Disposition.Tag or Disposition.Disarm => DmarcPolicy.None,
            Disposition.Reject when !request.IsTaken => DmarcPolicy.Reject,
            _ => DmarcPolicy.Quarantine,
        };
        var client = IPAddress.TryParse(request.ClientAddress, out var address) ? address : null;
        if (ObserveMessage.Of(outcome, client, request.MailFrom, done) is not { } seen) return null;
        var observation = new Observation(ObservationKind.Dmarc, seen.Domain, seen.Policy, seen.Row);
        return observation.IsWithinLimits() ? observation : null;
    }

    private static void SetFrom(InspectionContext context, FromReport from) =>
        context.Set(AuthenticationFacts.From, [.. from.Findings.Select(finding => $"{finding.Kind}: {finding.Evidence}")]);

    private static void SetSpf(InspectionContext context, SenderOutcome outcome)
    {
        if (outcome.Spf is not { } spf) return;
        context.Set(AuthenticationFacts.Spf, spf.Result.Word());
        context.Set(AuthenticationFacts.SpfDomain, spf.Domain);
        context.Set(AuthenticationFacts.SpfTerm, spf.Term);
        context.Set(AuthenticationFacts.SpfHelo, outcome.SpfHelo?.Result.Word());
        context.Set(AuthenticationFacts.SpfProblem, spf.Problem == SpfProblem.None ? null : spf.Problem.ToString());
    }

    private static void SetDkim(InspectionContext context, DkimOutcome dkim)
    {
        var passed = dkim.Signatures.Where(signature => signature.Result == AuthResult.Pass).ToList();
        context.Set(AuthenticationFacts.Dkim, dkim.Result.Word());
        context.Set(AuthenticationFacts.DkimDomains, [.. passed.Select(signature => signature.Domain).Distinct()]);
        context.Set(AuthenticationFacts.DkimFailed, [.. dkim.Signatures.Except(passed).Select(signature => $"{signature.Domain} {signature.Result.Word()} {signature.Problem}".TrimStart())]);
        if (dkim.SignatureCount > 0) context.Set(AuthenticationFacts.DkimSignatures, dkim.SignatureCount);
        if (passed.Count > 0 && passed.TrueForAll(signature => signature.IsWeakKey)) context.Set(AuthenticationFacts.DkimWeak, true);
        if (dkim.Signatures.Any(signature => signature.UncoveredBodyBytes > 0)) context.Set(AuthenticationFacts.DkimPartial, true);
        context.Set(AuthenticationFacts.DkimUnsigned, [.. passed.SelectMany(signature => signature.UnsignedFields).Distinct()]);
    }

    private static void SetDmarc(InspectionContext context, DmarcOutcome dmarc)
    {
        context.Set(AuthenticationFacts.Dmarc, dmarc.Result.Word());
        context.Set(AuthenticationFacts.DmarcRecord, dmarc.RecordDomain);
        context.Set(AuthenticationFacts.DmarcProblem, dmarc.Problem == MailAuth.Dmarc.DmarcProblem.None ? null : dmarc.Problem.ToString());
        if (dmarc.PolicyTag is not null) context.Set(AuthenticationFacts.DmarcPolicy, Word(dmarc.Policy));
        context.Set(AuthenticationFacts.DmarcApplied, Word(dmarc.AppliedPolicy));
        if (dmarc.Result != AuthResult.Fail) return;
        if (dmarc.AppliedPolicy == DmarcPolicy.Reject) context.Set(AuthenticationFacts.DmarcReject, dmarc.AuthorDomain);
        if (dmarc.AppliedPolicy == DmarcPolicy.Quarantine) context.Set(AuthenticationFacts.DmarcQuarantine, dmarc.AuthorDomain);
    }

    private static void SetArc(InspectionContext context, ArcOutcome arc)
    {
        context.Set(AuthenticationFacts.Arc, arc.Result.Word());
        if (arc.Result == AuthResult.Pass) context.Set(AuthenticationFacts.ArcSealers, [.. arc.Sets.Select(set => set.Domain)]);
        context.Set(AuthenticationFacts.ArcProblem, arc.Problem == MailAuth.Arc.ArcProblem.None ? null : arc.Problem.ToString());
    }

    private static string Word(DmarcPolicy policy) => policy switch { DmarcPolicy.Reject => "reject", DmarcPolicy.Quarantine => "quarantine", _ => "none" };

    private static Dictionary<string, DmarcPolicy> Overrides(InspectOptions options)
    {
        var overrides = new Dictionary<string, DmarcPolicy>(StringComparer.Ordinal);
        foreach (var (domain, policy) in options.DmarcOverrides)
        {
            if (Enum.TryParse<DmarcPolicy>(policy, ignoreCase: true, out var read)) overrides[domain] = read;
        }

        return overrides;
    }
}
