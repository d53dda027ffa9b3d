using System.Net.Security;
using Sekisho.Kernel.Bytes;

namespace Sekisho.Smtp.Server;

/// <summary>How a server's sessions behave; shared by all of them.</summary>
public sealed record SmtpServerOptions
{
    /// <summary>The server's own name in the greeting and the answer to EHLO.</summary>
    public required string HostName { get; init; }

    /// <summary>The limits.</summary>
    public SmtpServerLimits Limits { get; init; } = new();

    /// <summary>
    /// Gives the TLS settings of a new handshake (asked each time, so that certificates can change); null: no STARTTLS.
    /// Take them from <see cref="SmtpServerTls.Create"/>, which turns resumption off.
    /// </summary>
    public Func<SslServerAuthenticationOptions>? Tls { get; init; }

    /// <summary>TLS begins with the first byte (RFC 8314 §3); needs <see cref="Tls"/>.</summary>
    public bool ImplicitTls { get; init; }

    /// <summary>Checks logins; null: AUTH is not offered. It is offered under TLS only.</summary>
    public ISmtpAuthenticator? Authenticator { get; init; }

    /// <summary>MAIL needs a login first: 530 5.7.0 otherwise (RFC 6409 §4.3).</summary>
    public bool RequireLogin { get; init; }

    /// <summary>What all messages under way together may take in memory; used up: 452 4.3.1. Null for no limit.</summary>
    public ByteBudget? Memory { get; init; }

    /// <summary>The clock of time-outs and delays.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
