using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Sekisho.Deliver.Connecting;
using Sekisho.Deliver.Leasing;
using Sekisho.Deliver.Reinspection;
using Sekisho.Deliver.Resolving;
using Sekisho.Deliver.Routing;
using Sekisho.Dns;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;
using Sekisho.Dns.Servers;
using Sekisho.Inspect.Asking;
using Sekisho.Inspect.Resolving;
using Sekisho.Kernel.Bytes;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Hosting;
using Sekisho.Roles.Table;
using Sekisho.Vault.Tunnels;

namespace Sekisho.Deliver;

/// <summary>
/// The role that speaks with other mail servers, and the only one that opens what waits: leases due messages from the store, finds their way, sends them, and
/// reports what became of them together with the notices that are due. It keeps nothing: what is not reported when the
/// process ends is leased again by the next run.
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
    private Tunnels.Tunnels? _tunnels;
    private readonly CancellationTokenSource _stopReinspection = new();
    private Task _reinspection = Task.CompletedTask;
    private bool _disposed;

    /// <inheritdoc/>
    public RoleKind Kind => RoleKind.Deliver;

    /// <summary>None: it serves nobody.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Addresses { get; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Answers look-ups for inspection and carries bytes for the vault: neither has a network.</summary>
    public void Map(ICallRegistry calls)
    {
        ArgumentNullException.ThrowIfNull(calls);
        calls.Answer(ResolveCalls.Resolve, ResolveAsync);
        calls.Answer(TunnelCalls.Open, (call, request) => _tunnels is { } tunnels ? tunnels.OpenAsync(request, call.Aborted) : ValueTask.FromResult(new TunnelOpenReply(null, "deliver has not started yet.")));
        calls.Answer(TunnelCalls.Exchange, (call, request) => _tunnels is { } tunnels ? tunnels.ExchangeAsync(request, call.Aborted) : ValueTask.FromResult(new TunnelExchangeReply([], Ended: true)));
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellation)
    {
        var servers = DnsServers();
        var resolver = dns ?? (_ownDns = new DnsResolver(new DnsResolverOptions { Servers = servers }, environment.Clock));
        // A sender waits while a message is inspected, nobody while one is sent: look-ups for inspection give up sooner.
        _forInspection = new ImpatientResolver(
            dns ?? (_inspectionDns = new DnsResolver(new DnsResolverOptions { Servers = servers, TryTimeout = TimeSpan.FromSeconds(1), Deadline = TimeSpan.FromSeconds(6) }, environment.Clock)),
            environment.Clock);
        X509Certificate2Collection? trusted = null;
        if (options.TrustedCertificatesFile is { } file)
        {
            trusted = [];
            trusted.ImportFromPemFile(file);
        }

        _tunnels = new Tunnels.Tunnels(options, new RouteLookup(resolver, options), environment.Clock);
        _pool = new ConnectionPool(options, environment.Clock);
        var runner = new JobRunner(environment, options, new RouteLookup(resolver, options), new Connector(options, trusted, environment.Clock), _pool, _log);
        _loop = new LeaseLoop(environment, options, runner, _log);
        _loop.Start();
        var held = new HeldMessages(
            environment.Calls, new Inspection(environment.Calls, _log), new ByteBudget(options.MaxReinspectionMemoryBytes), environment.RunId, options.Hostname,
            options.MaxReinspections, environment.Clock, _log);
        _reinspection = Task.Run(() => held.RunAsync(_stopReinspection.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken hurry)
    {
        // What is being inspected again is still held: its lease ends by itself.
        await _stopReinspection.CancelAsync();
        if (_loop is not null) await _loop.StopAsync(hurry);
        await _reinspection;
    }

    /// <summary>Stops what still runs, closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        await _stopReinspection.CancelAsync();
        if (_loop is not null) await _loop.DisposeAsync();
        await _reinspection;
        _stopReinspection.Dispose();
        if (_tunnels is not null) await _tunnels.DisposeAsync();
        if (_pool is not null) await _pool.DisposeAsync();
        _ownDns?.Dispose();
        _inspectionDns?.Dispose();
    }

    private async ValueTask<ResolveReply> ResolveAsync(CallContext call, ResolveRequest request)
    {
        var type = (DnsRecordType)request.Type;
        if (!ResolveAnswer.IsAllowed(type) || !DnsName.TryParse(request.Name, out var name)) return new ResolveReply { Status = DnsStatus.BadName, Detail = "That is no name, or a type that is not looked up." };
        if (_forInspection is not { } resolver) return new ResolveReply { Status = DnsStatus.NoServers, Detail = "deliver has not started yet." };
        return ResolveAnswer.ToReply(await resolver.ResolveAsync(name, type, call.Aborted));
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
