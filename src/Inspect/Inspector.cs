using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sekisho.Dns;
using Sekisho.Dns.Servers;
using Sekisho.Inspect.Antivirus;
using Sekisho.Inspect.Attachments;
using Sekisho.Inspect.Authentication;
using Sekisho.Inspect.Brands;
using Sekisho.Inspect.Disarm;
using Sekisho.Inspect.History;
using Sekisho.Inspect.Html;
using Sekisho.Inspect.Judging;
using Sekisho.Inspect.Language;
using Sekisho.Inspect.Language.Model;
using Sekisho.Inspect.Links;
using Sekisho.Inspect.Memory;
using Sekisho.Inspect.Pipeline;
using Sekisho.Inspect.Qr;
using Sekisho.Inspect.Reports;
using Sekisho.Inspect.Reputation;
using Sekisho.Inspect.Structure;
using Sekisho.Inspect.Verdicts;
using Sekisho.Mime;

namespace Sekisho.Inspect;

/// <summary>
/// Inspects messages: bytes → message in all its readings → signals → facts → verdict. A worker has one; the command
/// line makes one without a running system. Messages may be given one after the other, not at once.
/// </summary>
public sealed class Inspector : IAsyncDisposable
{
    private readonly InspectOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly IReadOnlyList<ISignal> _signals;
    private readonly ClamdClient? _clamd;
    private readonly DnsResolver? _ownDns;
    private volatile Judge _judge;

    private Inspector(InspectOptions options, TimeProvider clock, ILogger log, IReadOnlyList<ISignal> signals, ClamdClient? clamd, DnsResolver? ownDns) =>
        (_options, _clock, _log, _signals, _clamd, _ownDns, _judge) = (options, clock, log, signals, clamd, ownDns, new Judge(options.Rules.Count == 0 ? MailRules.BuiltIn : MailRules.Compile(options.Rules), options));

    /// <summary>Makes an inspector with all signals. Connects nowhere yet.</summary>
    /// <param name="options">How to inspect.</param>
    /// <param name="clock">Null for the system's.</param>
    /// <param name="log">Null for none.</param>
    /// <param name="resolver">Looks up names; null: a resolver of its own where the options have name servers, and no look-ups otherwise.</param>
    /// <param name="history">Knows who has written to whom; null for nobody.</param>
    /// <param name="memory">Knows what tenants have seen and decided; null for nobody.</param>
    /// <exception cref="ArgumentException">The address of clamd cannot be read.</exception>
    public static Inspector Create(InspectOptions options, TimeProvider? clock = null, ILogger? log = null, IDnsResolver? resolver = null, ISenderHistory? history = null, ITenantMemory? memory = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        clock ??= TimeProvider.System;
        ClamdClient? clamd = null;
        if (!string.IsNullOrEmpty(options.ClamdAddress))
        {
            if (!ClamdAddress.TryParse(options.ClamdAddress, out var address))
                throw new ArgumentException($"clamd.address '{options.ClamdAddress}' is neither unix:/path nor tcp:host:port.", nameof(options));
            clamd = new ClamdClient(address!, TimeSpan.FromSeconds(options.ClamdTimeoutSeconds), options.ClamdMaxBytes, clock);
        }

        var ownDns = resolver is null && options.DnsServers.Count > 0 ? new DnsResolver(new DnsResolverOptions { Servers = Servers(options.DnsServers) }, clock) : null;
        return new Inspector(options, clock, log ?? NullLogger.Instance,
            [.. SignalsWith(options, new LanguageSignal(options.LanguageModel is { } learned && LanguageModel.Read(learned) is { } own ? own : LanguageModel.BuiltIn), resolver ?? ownDns, clock, history, memory), new ReputationSignal(options, resolver ?? ownDns, clock), new AntivirusSignal(clamd)], clamd, ownDns);
    }

    /// <summary>
    /// Inspects one message and always gives a verdict within the time of the options (and a little): where the time
    /// is over the message is to be held (<see cref="ReasonCode.InspectionTimeout"/>), and the thread that hangs is left behind.
    /// </summary>
    /// <param name="request">What is known beside the bytes.</param>
    /// <param name="content">The message; must not change, not even after a time-out.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> is set.</exception>
    public async ValueTask<Verdict> InspectAsync(InspectRequest request, ReadOnlyMemory<byte> content, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var work = Task.Run(() => RunAsync(request, content, cancellation).AsTask(), cancellation);
        try
        {
            // Signals look at the time themselves; the second more is for those that do not.
            return await work.WaitAsync(TimeSpan.FromSeconds(_options.TimeoutSeconds + 1), _clock, cancellation);
        }
        catch (TimeoutException)
        {
            return TimedOut();
        }
        catch (OutOfMemoryException exception)
        {
            return Crashed(request, "memory", exception, new FactSet());
        }
    }

    /// <summary>Judges from the next message on by other rules.</summary>
    /// <param name="rules">The rules.</param>
    public void Use(MailRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _judge = new Judge(rules, _options);
    }

    /// <summary>Closes the connection to the scanner.</summary>
    public ValueTask DisposeAsync()
    {
        _ownDns?.Dispose();
        return _clamd?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    /// <summary>All signals but the scanner and the lists, in their order, with a language signal of the caller's.</summary>
    internal static IReadOnlyList<ISignal> SignalsWith(InspectOptions options, LanguageSignal language, IDnsResolver? resolver = null, TimeProvider? clock = null, ISenderHistory? history = null, ITenantMemory? memory = null) =>
        [
            new StructureSignal(), new AuthenticationSignal(options, resolver, clock ?? TimeProvider.System), new ReportSignal(options), new HistorySignal(history),
            new AttachmentSignal(new BlockList(options.BlockedExtensions, options.AllowedExtensions)), new QrSignal(new PictureCache()), new HtmlSignal(), new LinkSignal(), new BrandSignal(), language, new MemorySignal(memory, language),
        ];

    /// <summary>An inspector with the signals of a test.</summary>
    internal static Inspector CreateWith(InspectOptions options, TimeProvider clock, params IReadOnlyList<ISignal> signals) =>
        new(options, clock, NullLogger.Instance, signals, null, null);

    /// <summary>Inspects on the caller's thread. Ends in time where every signal looks at the time; who cannot rely on that watches from outside.</summary>
    /// <exception cref="OutOfMemoryException">The message took all memory: the process is best ended.</exception>
    internal async ValueTask<Verdict> RunAsync(InspectRequest request, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(_options.TimeoutSeconds), _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        var at = "mime";
        InspectionContext? context = null;
        try
        {
            context = new InspectionContext
            {
                Request = request,
                Message = MimeMessage.Read(content, _options.Limits.ToMimeLimits()),
                Options = _options,
                Clock = _clock,
                Cancellation = either.Token,
            };
            foreach (var signal in _signals)
            {
                either.Token.ThrowIfCancellationRequested();
                at = signal.Name;
                await signal.ExamineAsync(context);
            }

            context.SetLimitFacts();
            at = "rules";
            var verdict = DisarmScope.Narrow(_judge.Decide(context.Facts), request, _options);
            return verdict with
            {
                Words = request.ForLearning || MayBeDecided(verdict) ? _signals.OfType<LanguageSignal>().FirstOrDefault()?.Words(context.Facts) : null,
                AuthenticationResults = context.AuthenticationResults,
                Remove = context.Remove.Count > 0 ? context.Remove : null,
                Observation = context.Observe?.Invoke(verdict.Disposition),
                Reports = context.Reports.Count > 0 ? context.Reports : null,
            };
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return TimedOut();
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or OperationCanceledException) || exception is OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return Crashed(request, at, exception, context?.Facts ?? new FactSet());
        }
        finally
        {
            context?.Dispose();
        }
    }

    /// <summary>Over what is kept in quarantine people decide. What is rejected is quarantined where the sender is gone. Of what is delivered nothing is kept: its numbers go nowhere.</summary>
    internal static bool MayBeDecided(Verdict verdict) => verdict.Disposition is Disposition.Quarantine or Disposition.Reject;

    /// <summary>A bug in one signal must not let a message through unseen: what the others found stays, and the message is held.</summary>
    private Verdict Crashed(InspectRequest request, string signal, Exception exception, FactSet facts)
    {
        Log.SignalCrashed(_log, request.Id, signal, exception);
        facts.Set(InspectionFacts.CrashedSignal.Name, $"{signal} ({exception.GetType().Name})");
        try
        {
            return _judge.Decide(facts);
        }
        catch (Exception second) when (second is not OutOfMemoryException)
        {
            // It was the rules themselves.
            return _judge.DecideSafely(facts);
        }
    }

    private static List<IPEndPoint> Servers(IReadOnlyList<string> texts)
    {
        var servers = new List<IPEndPoint>();
        foreach (var text in texts)
        {
            if (DnsServerAddress.TryParse(text, out var server)) servers.Add(server!);
        }

        return servers;
    }

    private Verdict TimedOut() => new()
    {
        Disposition = Disposition.Defer,
        Reasons = [new Reason(ReasonCode.InspectionTimeout, $"inspection took longer than {_options.TimeoutSeconds} s")],
    };
}
