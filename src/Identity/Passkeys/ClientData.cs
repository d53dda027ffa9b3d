using System.Buffers.Text;
using System.Text.Json;

namespace Sekisho.Identity.Passkeys;

/// <summary>What the browser says about the ceremony (WebAuthn level 3 §5.8.1).</summary>
/// <param name="Type">"webauthn.create" or "webauthn.get".</param>
/// <param name="Challenge">Our challenge, given back.</param>
/// <param name="Origin">The page that asked.</param>
/// <param name="CrossOrigin">The page was in a frame of another origin.</param>
internal sealed record ClientData(string Type, byte[] Challenge, string Origin, bool CrossOrigin)
{
    /// <summary>Longer data is refused.</summary>
    public const int LongestBytes = 4096;

    /// <returns>Null for anything that is not one JSON object with these members, each once.</returns>
    public static ClientData? Read(ReadOnlySpan<byte> json)
    {
        if (json.Length is 0 or > LongestBytes) return null;
        try
        {
            return ReadObject(json);
        }
        catch (JsonException)
        {
            // The reader of the framework says so where bytes are no JSON.
            return null;
        }
        catch (InvalidOperationException)
        {
            // A string with unpaired surrogates or bytes that are no UTF-8.
            return null;
        }
    }

    private static ClientData? ReadObject(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 8 });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
        string? type = null;
        string? origin = null;
        byte[]? challenge = null;
        bool? crossOrigin = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            if (!reader.Read()) return null;
            switch (name)
            {
                case "type" when type is null && reader.TokenType == JsonTokenType.String: type = reader.GetString(); break;
                case "origin" when origin is null && reader.TokenType == JsonTokenType.String: origin = reader.GetString(); break;
                case "challenge" when challenge is null && reader.TokenType == JsonTokenType.String:
                    var text = reader.GetString()!;
                    if (!Base64Url.IsValid(text)) return null;
                    challenge = Base64Url.DecodeFromChars(text);
                    break;
                case "crossOrigin" when crossOrigin is null && reader.TokenType is JsonTokenType.True or JsonTokenType.False: crossOrigin = reader.GetBoolean(); break;
                case "type" or "origin" or "challenge" or "crossOrigin": return null;
                default: reader.Skip(); break;
            }
        }

        if (reader.TokenType != JsonTokenType.EndObject || reader.Read()) return null;
        return type is null || origin is null || challenge is null ? null : new ClientData(type, challenge, origin, crossOrigin ?? false);
    }
}
