using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sekisho.Edge.Accounts;
using Sekisho.Edge.Certificates;
using Sekisho.Edge.Exempting;
using Sekisho.Edge.Greylisting;
using Sekisho.Edge.Intake;
using Sekisho.Edge.Recipients;
using Sekisho.Edge.Sessions;
using Sekisho.Inspect.Asking;
using Sekisho.Kernel.Bytes;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Hosting;
using Sekisho.Roles.Table;
using Sekisho.Smtp.Server;

namespace Sekisho.Edge;

/// <summary>
/// The role mx: speaks SMTP with other servers and with people of ours, has every message inspected, and gives it to the
/// store before it says 250. Holds nothing at rest, and answers nobody but the operator, in numbers.
/// </summary>
public sealed class MxRole : IRole
{
    private const int Backlog = 4096;

    private readonly MxOptions _options;
    private readonly RoleEnvironment _environment;
    private readonly ILogger _logger;
    private readonly ByteBudget _memory;
    private readonly SessionHost _host;
    private readonly List<SmtpListener> _listeners = [];
    private readonly Dictionary<string, IReadOnlyList<string>> _addresses = [];
    private readonly Greylist? _greylist;
    private bool _disposed;

    /// <summary>Makes the role; nothing is opened yet.</summary>
    public MxRole(MxOptions options, RoleEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(environment);
        _logger = environment.Logs.CreateLogger("Sekisho.Edge");
        var places = Places.Of(options.MaxSessions);
        if (places < options.MaxSessions) Log.FewerSessions(_logger, options.MaxSessions, places);
        _options = options with { MaxSessions = places };
        _environment = environment;
        _greylist = options.Greylisting ? new Greylist(options.GreylistSeconds, environment.Clock) : null;
        _memory = new ByteBudget(options.MaxContentMemoryBytes);
        _host = new SessionHost(new SessionGate(_options), environment.Clock, _logger);
    }

    /// <inheritdoc/>
    public RoleKind Kind => RoleKind.Mx;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Addresses => _addresses;

    /// <inheritdoc/>
    public void Map(ICallRegistry calls)
    {
        ArgumentNullException.ThrowIfNull(calls);
        calls.Answer(MxCalls.Status, (_, _) => ValueTask.FromResult(Status()));
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A setting cannot work; the message says which.</exception>
    /// <exception cref="IOException">An address is in use, or the certificate cannot be read.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        var (calls, clock) = (_environment.Calls, _environment.Clock);
        var certificate = _options.CertificatePath is { } path
            ? new CertificateFile(path, _options.KeyPath ?? throw new InvalidOperationException("A certificate is set but no key: set keyPath too."), clock, _logger)
            : null;
        var inspection = new Inspection(calls, _logger);
        var exempt = new ExemptNetworks(_options);
        if (exempt.Any) Log.NetworksExempt(_logger, string.Join(", ", _options.ExemptNetworks));
        var handler = new MxHandler(
            _options,
            new RecipientLookup(calls, clock, _options.ResolutionCacheSeconds),
            inspection,
            exempt,
            new Disarming(calls, _memory, _logger),
            new Acceptance(calls, clock, _options.MaxAcceptAttempts, _logger),
            _greylist,
            clock,
            _logger);
        var authenticator = new VaultAuthenticator(calls, _logger);
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions { Backlog = Backlog, UnsafePreferInlineScheduling = true }), _environment.Logs);
        foreach (var wanted in _options.Listeners)
        {
            if (!IPEndPoint.TryParse(wanted.Address, out var endPoint))
                throw new InvalidOperationException($"'{wanted.Address}' is not an address to listen on: give ip:port, for instance 0.0.0.0:25 or [::]:25.");
            if (wanted.Kind == ListenerKind.SubmissionTls && certificate is null)
                throw new InvalidOperationException($"Listening on {wanted.Address} needs TLS from the first byte, but there is no certificate: set certificatePath and keyPath.");
            var listener = await transport.BindAsync(endPoint, cancellation);
            _listeners.Add(new SmtpListener(listener, SessionOptions(wanted.Kind, certificate, authenticator), handler, _host, clock, _logger));
            Report(wanted.Kind, listener.EndPoint.ToString()!);
        }

        foreach (var listener in _listeners) listener.Start();
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken hurry)
    {
        foreach (var listener in _listeners) await listener.StopAsync();
        _listeners.Clear();
        await _host.StopAsync(hurry);
    }

    private MxStatus Status() => _greylist?.Did.Read() is ({ } start, { } day) ? new MxStatus(true, start, day) : new MxStatus(false, null, null);

    /// <summary>Ends what is left.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        await StopAsync(new CancellationToken(canceled: true));
        _host.Dispose();
    }

    private SmtpServerOptions SessionOptions(ListenerKind kind, CertificateFile? certificate, VaultAuthenticator authenticator) => new()
    {
        HostName = _options.HostName,
        Limits = _options.Limits,
        Tls = certificate is null ? null : certificate.Current,
        ImplicitTls = kind == ListenerKind.SubmissionTls,
        // Servers do not log in; a door for guessing passwords is only where people send.
        Authenticator = kind == ListenerKind.Relay ? null : authenticator,
        RequireLogin = kind != ListenerKind.Relay,
        Memory = _memory,
        Clock = _environment.Clock,
    };

    private void Report(ListenerKind kind, string address)
    {
        var name = kind switch
        {
            ListenerKind.Relay => "mx",
            ListenerKind.Submission => "submission",
            _ => "submissions",
        };
        _addresses[name] = [.. _addresses.GetValueOrDefault(name) ?? [], address];
        Log.Listening(_logger, kind, address);
    }
}
