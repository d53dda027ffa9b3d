using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Logging;
using Sekisho.Roles.Calls;
using Sekisho.Vault.Tunnels;

namespace Sekisho.Vault.Credentials;

/// <summary>
/// The exchange of OAuth 2.0 (RFC 6749 §6) over a tunnel: deliver carries bytes, TLS ends here, and a certificate that does not
/// fit the endpoint's name ends the connection before anything of the credential is said.
/// </summary>
/// <param name="calls">To deliver.</param>
/// <param name="authorities">Whose certificates are believed; null for the system's.</param>
/// <param name="clock">The time.</param>
/// <param name="log">The log.</param>
internal sealed class OAuthExchange(ICallClient calls, X509Certificate2Collection? authorities, TimeProvider clock, ILogger log) : ICredentialExchange
{
    /// <summary>How long one exchange may take in all: somebody waits for it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    private const int LongestHeaderKilobytes = 16;

    /// <inheritdoc/>
    public async ValueTask<ExchangeResult> ExchangeAsync(CredentialRecord credential, CancellationToken cancellation)
    {
        if (EndpointOf(credential.Service) is not { } endpoint) return new ExchangeResult(MintStatus.Refused);
        using var timeout = new CancellationTokenSource(Patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        TunnelStream? tunnel = null;
        try
        {
            using var client = new HttpMessageInvoker(Handler(opened => tunnel = opened), disposeHandler: true);
            using var request = RequestOf(endpoint, credential);
            using var response = await client.SendAsync(request, both.Token).ConfigureAwait(false);
            var body = await ReadAsync(response.Content, both.Token).ConfigureAwait(false);
            return body is null ? new ExchangeResult(MintStatus.NotUnderstood) : TokenAnswer.Read((int)response.StatusCode, body);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException || (problem is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            Log.NotExchanged(log, endpoint.Host, problem.InnerException?.Message ?? problem.Message);
            return new ExchangeResult(MintStatus.Unreachable);
        }
        finally
        {
            // The connection's own end does not wait for the tunnel's.
            if (tunnel is not null) await tunnel.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>A token endpoint (RFC 6749 §3.2): https, no fragment.</summary>
    /// <returns>Null when it is none.</returns>
    public static Uri? EndpointOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.Host.Length > 0 && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0 ? uri : null;

    private SocketsHttpHandler Handler(Action<TunnelStream> opened) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        AutomaticDecompression = DecompressionMethods.None,
        MaxResponseHeadersLength = LongestHeaderKilobytes,
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = ChainPolicy(),
            ApplicationProtocols = [SslApplicationProtocol.Http11],
        },
        ConnectCallback = async (context, cancellation) =>
        {
            var tunnel = await TunnelStream.OpenAsync(calls, context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellation).ConfigureAwait(false);
            opened(tunnel);
            return tunnel;
        },
    };

    private X509ChainPolicy ChainPolicy()
    {
        // The vault has no network: it looks nothing up that a certificate names.
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        if (authorities is null) return policy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    private static HttpRequestMessage RequestOf(Uri endpoint, CredentialRecord credential)
    {
        var form = new List<KeyValuePair<string, string>> { new("grant_type", "refresh_token"), new("refresh_token", credential.Secret) };
        if (credential.Scope is { } scope) form.Add(new("scope", scope));
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.ConnectionClose = true;
        // RFC 6749 §2.3.1: a client with a secret says who it is in the header, both parts encoded like a form's; one without in the body.
        if (credential.ClientSecret is { } secret)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{FormOf(credential.User)}:{FormOf(secret)}")));
        else form.Add(new("client_id", credential.User));
        request.Content = new FormUrlEncodedContent(form);
        return request;
    }

    private static string FormOf(string text) => WebUtility.UrlEncode(text);

    /// <returns>Null when it is larger than <see cref="TokenAnswer.MostBytes"/>.</returns>
    private static async ValueTask<byte[]?> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        var stream = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var body = new byte[TokenAnswer.MostBytes + 1];
            var count = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
            return count > TokenAnswer.MostBytes ? null : body[..count];
        }
    }
}
