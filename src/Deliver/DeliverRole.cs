using System.Net;
using Microsoft.Extensions.Logging;
using Sekisho.Deliver.Attempts;
using Sekisho.Deliver.Connecting;
using Sekisho.Deliver.Https;
using Sekisho.Deliver.Leasing;
using Sekisho.Deliver.LoggingIn;
using Sekisho.Deliver.Reinspection;
using Sekisho.Deliver.Reporting;
using Sekisho.Deliver.Resolving;
using Sekisho.Deliver.Routing;
using Sekisho.Deliver.Security;
using Sekisho.Deliver.Signing;
using Sekisho.Deliver.Sts;
using Sekisho.Dns;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;
using Sekisho.Dns.Servers;
using Sekisho.Inspect.Asking;
using Sekisho.Inspect.Resolving;
using Sekisho.Kernel.Bytes;
using Sekisho.MailAuth.Reports.Collecting;
using Sekisho.MailAuth.Reports.Sending;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Hosting;
using Sekisho.Roles.Table;
using Sekisho.Vault.Tunnels;

namespace Sekisho.Deliver;

/// <summary>
/// The role that speaks with other mail servers, and the only one that opens what waits: leases due messages from the store, finds their way, sends them, and
/// reports what became of them together with the notices that are due. Of mail it keeps nothing: what is not reported when the
/// process ends is leased again by the next run. It keeps the MTA-STS policies of other domains.
/// </summary>
/// <param name="options">How it works.</param>
/// <param name="environment">What the host gives.</param>
/// <param name="dns">A resolver to use instead of the one that the options describe, or null.</param>
public sealed class DeliverRole(DeliverOptions options, RoleEnvironment environment, IDnsResolver? dns = null) : IRole
{
    private readonly ILogger _log = environment.Logs.CreateLogger("deliver");
    private DnsResolver? _ownDns;
    private DnsResolver? _inspectionDns;
    private ImpatientResolver? _forInspection;
    private ConnectionPool? _pool;
    private LeaseLoop? _loop;
    private TlsSessionRecorder? _recorder;
    private HttpsStsFetch? _stsFetch;
    private StsLookup? _sts;
    private Tunnels.Tunnels? _tunnels;
    private readonly CancellationTokenSource _stopReinspection = new();
    private Task _reinspection = Task.CompletedTask;
    private Task _reporting = Task.CompletedTask;
    private SendReports? _reports;
    private PostReports? _posting;
    private readonly TlsSessionLog _sessions = new(environment.Calls);
    private bool _disposed;

    /// <inheritdoc/>
    public RoleKind Kind => RoleKind.Deliver;

    /// <summary>None: it serves nobody.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Addresses { get; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Answers look-ups for inspection and carries bytes for the vault, which have no network; sends reports when the operator asks.</summary>
    public void Map(ICallRegistry calls)
    {
        ArgumentNullException.ThrowIfNull(calls);
        calls.Answer(ResolveCalls.Resolve, ResolveAsync);
        calls.Answer(DeliverReportCalls.SendReports, async (call, request) =>
            _reports is { } reports ? await reports.RunAsync(request.Domain, now: true, call.Aborted) : new SendReportsReply { IsOff = true });
        calls.Answer(TunnelCalls.Open, (call, request) => _tunnels is { } tunnels ? tunnels.OpenAsync(request, call.Aborted) : ValueTask.FromResult(new TunnelOpenReply(null, "deliver has not started yet.")));
        calls.Answer(TunnelCalls.Exchange, (call, request) => _tunnels is { } tunnels ? tunnels.ExchangeAsync(request, call.Aborted) : ValueTask.FromResult(new TunnelExchangeReply([], Ended: true)));
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellation)
    {
        var servers = DnsServers();
        var resolver = dns ?? (_ownDns = new DnsResolver(new DnsResolverOptions { Servers = servers }, environment.Clock));
        if (!TrustsAnswers(servers)) resolver = new UnprovenResolver(resolver);
        // A sender waits while a message is inspected, nobody while one is sent: look-ups for inspection give up sooner.
        _forInspection = new ImpatientResolver(
            dns ?? (_inspectionDns = new DnsResolver(new DnsResolverOptions { Servers = servers, TryTimeout = TimeSpan.FromSeconds(1), Deadline = TimeSpan.FromSeconds(6) }, environment.Clock)),
            environment.Clock);
        _tunnels = new Tunnels.Tunnels(options, new RouteLookup(resolver, options), environment.Clock);
        _pool = new ConnectionPool(options, environment.Clock);
        var runner = new JobRunner(environment, options, Parts(resolver, _pool), _log);
        _loop = new LeaseLoop(environment, options, runner, _log);
        _loop.Start();
        var reinspectionMemory = new ByteBudget(options.MaxReinspectionMemoryBytes);
        var held = new HeldMessages(
            environment.Calls, new Inspection(environment.Calls, _log), new Disarming(environment.Calls, reinspectionMemory, _log), reinspectionMemory, environment.RunId, options.Hostname,
            options.MaxReinspections, environment.Clock, _log);
        _reinspection = Task.Run(() => held.RunAsync(_stopReinspection.Token), CancellationToken.None);
        if (options.Reports.From is { } from) StartReports(from, resolver);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken hurry)
    {
        // What is being inspected again is still held: its lease ends by itself.
        await _stopReinspection.CancelAsync();
        if (_loop is not null) await _loop.StopAsync(hurry);
        await _reinspection;
        await _reporting;
    }

    /// <summary>Stops what still runs, closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        await _stopReinspection.CancelAsync();
        if (_loop is not null) await _loop.DisposeAsync();
        await _reinspection;
        await _reporting;
        _reports?.Dispose();
        _posting?.Dispose();
        _stopReinspection.Dispose();
        if (_tunnels is not null) await _tunnels.DisposeAsync();
        if (_pool is not null) await _pool.DisposeAsync();
        _sts?.Dispose();
        _stsFetch?.Dispose();
        if (_recorder is not null) await EndRecordingAsync(_recorder);
        _ownDns?.Dispose();
        _inspectionDns?.Dispose();
    }

    private void StartReports(string from, IDnsResolver resolver)
    {
        var reporter = new Reporter(options.Reports.Organization.Length > 0 ? options.Reports.Organization : options.Hostname, from, options.Reports.Contact);
        var find = new FindDestinations(resolver, environment.Clock);
        _posting = new PostReports(OwnHttps.Client(resolver, options, Authorities.Read(options.PublicCertificatesFile)), environment.Clock);
        _reports = new SendReports(environment.Calls, options.Reports, [new DmarcReports(reporter, find), new TlsReports(reporter, find)], _posting, environment.Clock, _log);
        var loop = new ReportLoop(_reports, _sessions, options.Reports, environment.Clock, _log);
        _reporting = Task.Run(() => loop.RunAsync(_stopReinspection.Token), CancellationToken.None);
    }

    private async ValueTask<ResolveReply> ResolveAsync(CallContext call, ResolveRequest request)
    {
        var type = (DnsRecordType)request.Type;
        if (!ResolveAnswer.IsAllowed(type) || !DnsName.TryParse(request.Name, out var name)) return new ResolveReply { Status = DnsStatus.BadName, Detail = "That is no name, or a type that is not looked up." };
        if (_forInspection is not { } resolver) return new ResolveReply { Status = DnsStatus.NoServers, Detail = "deliver has not started yet." };
        return ResolveAnswer.ToReply(await resolver.ResolveAsync(name, type, call.Aborted));
    }

    private DeliveryParts Parts(IDnsResolver resolver, ConnectionPool pool)
    {
        var roots = Authorities.Read(options.PublicCertificatesFile);
        ITlsSessions sessions = options.Reports.From is null ? new NoTlsSessions() : _recorder = new TlsSessionRecorder(_sessions, resolver);
        _stsFetch = new HttpsStsFetch(resolver, options, roots, environment.Clock);
        _sts = new StsLookup(resolver, _stsFetch, new StsFolder(Path.Combine(environment.Folder, "mta-sts"), _log), sessions, environment.Clock, _log);
        return new DeliveryParts(_log)
        {
            Routes = new RouteLookup(resolver, options),
            Security = new SecurityLookup(resolver, _sts, options),
            Connector = new Connector(options, Authorities.Read(options.TrustedCertificatesFile), roots, new RelayLogIn(environment.Calls, _log), sessions, environment.Clock),
            Pool = pool,
            Outgoing = new OutgoingMail(environment.Calls, options, environment.Clock, _log),
            Sessions = sessions,
        };
    }

    /// <summary>The sessions of the last minute: what the store does not take now is lost.</summary>
    private async Task EndRecordingAsync(TlsSessionRecorder recorder)
    {
        await recorder.DisposeAsync();
        try
        {
            await _sessions.FlushAsync(CancellationToken.None);
        }
        catch (CallException exception)
        {
            Log.ReportsLater(_log, exception.Failure, exception);
        }
    }

    private bool TrustsAnswers(List<IPEndPoint> servers)
    {
        var (trusted, why) = options.TrustAd is { } told ? (told, "dns.trustAd")
            : servers.Count > 0 && servers.TrueForAll(server => IPAddress.IsLoopback(server.Address)) ? (true, "they are on this machine")
            : options.DnsServers.Count == 0 && File.Exists(ResolverConfiguration.SystemFile) && ResolverConfiguration.TrustsAuthenticatedData(File.ReadAllText(ResolverConfiguration.SystemFile)) ? (true, ResolverConfiguration.SystemFile)
            : (false, "they are on other machines");
        Log.TrustsAnswers(_log, trusted, why);
        return trusted;
    }

    private List<IPEndPoint> DnsServers()
    {
        var servers = new List<IPEndPoint>();
        foreach (var text in options.DnsServers)
        {
            if (DnsServerAddress.TryParse(text, out var server)) servers.Add(server!);
            else Log.BadDnsServer(_log, text);
        }

        if (options.DnsServers.Count == 0 && File.Exists(ResolverConfiguration.SystemFile))
            servers.AddRange(ResolverConfiguration.ReadServers(File.ReadAllText(ResolverConfiguration.SystemFile)));
        Log.Started(_log, options.Hostname, string.Join(", ", servers));
        return servers;
    }
}
