using System.Globalization;
using System.Text.Json;

namespace Sekisho.Vault.Credentials;

/// <summary>Reads what a token endpoint answers (RFC 6749 §5.1, §5.2). Never throws on any bytes.</summary>
internal static class TokenAnswer
{
    /// <summary>The largest answer, in bytes: tokens that hold claims have a few thousand.</summary>
    public const int MostBytes = 64 * 1024;

    /// <summary>The longest token, in characters.</summary>
    public const int LongestToken = 8192;

    /// <summary>What is taken where the service does not say how long a token holds (RFC 6749 §5.1 only recommends it).</summary>
    private static readonly TimeSpan Unsaid = TimeSpan.FromMinutes(5);

    /// <summary>No token is taken for longer: what lives for weeks is no short-lived token.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private static readonly ExchangeResult NotUnderstood = new(MintStatus.NotUnderstood);

    /// <summary>Reads an answer.</summary>
    /// <param name="httpStatus">The status code of HTTP.</param>
    /// <param name="body">The body, at most <see cref="MostBytes"/>.</param>
    public static ExchangeResult Read(int httpStatus, ReadOnlySpan<byte> body)
    {
        // 429 and 5xx are said by whatever stands before the service, too: their body means nothing.
        if (httpStatus is 429 or >= 500) return new ExchangeResult(MintStatus.Unreachable);
        if (body.Length > MostBytes || ReadMembers(body) is not { } members) return NotUnderstood;
        if (httpStatus is 400 or 401) return new ExchangeResult(members.Error switch { "invalid_grant" => MintStatus.Ended, null => MintStatus.NotUnderstood, _ => MintStatus.Refused });
        if (httpStatus != 200 || !IsToken(members.AccessToken) || !"Bearer".Equals(members.TokenType, StringComparison.OrdinalIgnoreCase)) return NotUnderstood;
        if (members.RefreshToken is not null && !IsToken(members.RefreshToken)) return NotUnderstood;
        return new ExchangeResult(MintStatus.Minted, members.AccessToken, members.Lifetime, members.RefreshToken);
    }

    /// <summary>RFC 6749 appendix A.12 and A.17: visible ASCII and space; space is left out, it would end a header's value.</summary>
    private static bool IsToken(string? text) => text is { Length: > 0 and <= LongestToken } && text.All(character => character is > ' ' and <= '~');

    private static Members? ReadMembers(ReadOnlySpan<byte> body)
    {
        var members = new Members();
        try
        {
            var json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 8 });
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return null;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var name = json.ValueTextEquals("access_token"u8) ? 1 : json.ValueTextEquals("token_type"u8) ? 2 : json.ValueTextEquals("refresh_token"u8) ? 3
                    : json.ValueTextEquals("error"u8) ? 4 : json.ValueTextEquals("expires_in"u8) ? 5 : 0;
                json.Read();
                if (name is > 0 and < 5 && json.TokenType != JsonTokenType.String) return null;
                switch (name)
                {
                    case 1: members.AccessToken = json.GetString(); break;
                    case 2: members.TokenType = json.GetString(); break;
                    case 3: members.RefreshToken = json.GetString(); break;
                    case 4: members.Error = json.GetString(); break;
                    case 5: members.Lifetime = LifetimeOf(ref json); break;
                    default: json.Skip(); break;
                }
            }

            return json.TokenType == JsonTokenType.EndObject && !json.Read() ? members : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return null; // no JSON, or text that is no UTF-8
        }
    }

    /// <summary>Some services write the number as text.</summary>
    private static TimeSpan LifetimeOf(ref Utf8JsonReader json)
    {
        double seconds = 0;
        var read = json.TokenType switch
        {
            JsonTokenType.Number => json.TryGetDouble(out seconds),
            JsonTokenType.String => double.TryParse(json.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out seconds),
            _ => false,
        };
        if (!read) json.Skip();
        return read && seconds > 0 ? TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds)) : Unsaid;
    }

    private sealed class Members
    {
        public string? AccessToken { get; set; }

        public string? TokenType { get; set; }

        public string? RefreshToken { get; set; }

        public string? Error { get; set; }

        public TimeSpan Lifetime { get; set; } = Unsaid;
    }
}
