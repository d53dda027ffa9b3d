using Sekisho.Dns;
using Sekisho.Kernel.Cryptography;
using Sekisho.MailAuth.Arc;
using Sekisho.MailAuth.Dkim;
using Sekisho.MailAuth.Dmarc;
using Sekisho.MailAuth.From;
using Sekisho.MailAuth.Headers;
using Sekisho.MailAuth.Spf;
using Sekisho.Mime;

namespace Sekisho.MailAuth;

/// <summary>All methods over one message: SPF, DKIM and ARC at the same time, then DMARC with what they proved. Safe for many messages at once.</summary>
/// <param name="resolver">Where names are looked up.</param>
/// <param name="clock">The clock of deadlines and signatures.</param>
/// <param name="ed25519">Ed25519, or null where the system has none.</param>
/// <param name="spf">Null for the defaults.</param>
/// <param name="dkim">Null for the defaults; ARC's too.</param>
/// <param name="dmarc">Null for the defaults.</param>
public sealed class SenderAuthentication(
    IDnsResolver resolver, TimeProvider clock, IEd25519? ed25519, SpfLimits? spf = null, DkimOptions? dkim = null, DmarcOptions? dmarc = null)
{
    /// <summary>Author domains that are evaluated where From has several (RFC 9989 §11.5): stops a From of a thousand domains.</summary>
    private const int MaxAuthors = 4;

    private readonly SpfEvaluator _spf = new(resolver, clock, spf);
    private readonly DkimVerifier _dkim = new(resolver, clock, ed25519, dkim);
    private readonly ArcVerifier _arc = new(resolver, clock, ed25519, dkim);
    private readonly DmarcEvaluator _dmarc = new(resolver, clock, dmarc);
    private readonly DkimOptions _limits = dkim ?? new DkimOptions();

    /// <summary>Authenticates the sender of a message that was read already.</summary>
    /// <param name="request">The message and its session.</param>
    /// <param name="read">The same message, read.</param>
    /// <param name="cancellation">Ends the wait of the caller.</param>
    /// <exception cref="OperationCanceledException">Only when <paramref name="cancellation"/> was asked for.</exception>
    public async ValueTask<SenderOutcome> AuthenticateAsync(SenderRequest request, MimeMessage read, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var header = MessageFields.Read(request.Message, _limits.MaxHeaderBytes, _limits.MaxFields);
        var from = FromExamination.Examine(read);
        var session = SpfAsync(request, cancellation);
        var signatures = _dkim.VerifyAsync(header, cancellation).AsTask();
        var chain = _arc.VerifyAsync(header, cancellation).AsTask();
        await Task.WhenAll(session, signatures, chain);
        var (mailFrom, helo) = await session;
        return new SenderOutcome
        {
            Spf = mailFrom,
            SpfHelo = helo,
            Dkim = await signatures,
            Arc = await chain,
            From = from,
            Dmarc = await DmarcAsync(from, mailFrom, await signatures, cancellation),
        };
    }

    private async Task<(SpfOutcome? MailFrom, SpfOutcome? Helo)> SpfAsync(SenderRequest request, CancellationToken cancellation)
    {
        if (request.ClientAddress is null || request.MailFrom is null) return (null, null);
        var session = new SpfRequest { ClientAddress = request.ClientAddress, Helo = request.Helo ?? "", MailFrom = request.MailFrom, ReceivingHost = request.ReceivingHost };
        var mailFrom = await _spf.CheckMailFromAsync(session, cancellation);
        // With a null reverse-path the check above was that of HELO.
        return (mailFrom, request.MailFrom.Length == 0 || string.IsNullOrEmpty(request.Helo) ? null : await _spf.CheckHeloAsync(session, cancellation));
    }

    // RFC 9989 §5.3.1, §11.5: with several author domains each is evaluated, and the worst counts: a second address must not hide the first.
    private async ValueTask<DmarcOutcome> DmarcAsync(FromReport from, SpfOutcome? mailFrom, DkimOutcome signatures, CancellationToken cancellation)
    {
        if (from.Domains.Count == 0) return new DmarcOutcome { Result = AuthResult.PermError, AuthorDomain = "", Problem = DmarcProblem.NoAuthor, Detail = "From names no author with a domain." };
        DmarcOutcome? worst = null;
        foreach (var domain in from.Domains.Take(MaxAuthors))
        {
            var outcome = await _dmarc.EvaluateAsync(
                new DmarcRequest
                {
                    AuthorDomain = domain,
                    SpfDomains = mailFrom is { Result: AuthResult.Pass } ? [mailFrom.Domain] : [],
                    DkimDomains = [.. signatures.PassedDomains.Distinct(StringComparer.Ordinal)],
                    OthersMayPass = mailFrom is { Result: AuthResult.TempError } || signatures.Signatures.Any(signature => signature.Result == AuthResult.TempError),
                },
                cancellation);
            if (worst is null || Badness(outcome) > Badness(worst)) worst = outcome;
        }

        if (from.Domains.Count > MaxAuthors && worst!.Result != AuthResult.Fail)
            return worst with { Result = AuthResult.PermError, Problem = DmarcProblem.TooManyAuthors, Detail = $"From names authors in {from.Domains.Count} domains." };
        return worst!;
    }

    private static int Badness(DmarcOutcome outcome) => outcome.Result switch
    {
        AuthResult.Pass => 0,
        AuthResult.None => 1,
        AuthResult.PermError => 2,
        AuthResult.TempError => 3,
        _ => 4 + (int)outcome.AppliedPolicy,
    };
}
