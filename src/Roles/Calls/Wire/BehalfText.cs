using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Sekisho.Roles.Calls.Wire;

/// <summary>How <see cref="CallBehalf"/> travels: a header of its own, its JSON in URL-safe base 64, so that no character in it can end the line.</summary>
internal static class BehalfText
{
    /// <summary>The header's name.</summary>
    public const string Header = "Sekisho-Behalf";

    /// <summary>Writes it.</summary>
    /// <exception cref="CallException">It is longer than the callee would take.</exception>
    public static string Write(CallBehalf behalf)
    {
        var text = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(behalf, WireJson.Default.CallBehalf));
        return text.Length <= CallBehalf.LongestText
            ? text
            : throw new CallException(CallFailure.TooLarge, $"On whose behalf the call is made has {text.Length} characters; the limit is {CallBehalf.LongestText}.");
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="CallException">It is not what <see cref="Write"/> makes.</exception>
    public static CallBehalf? Read(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (text.Length > CallBehalf.LongestText || !Ascii.IsValid(text) || !Base64Url.IsValid(text)) throw Malformed();
        try
        {
            return JsonSerializer.Deserialize(Base64Url.DecodeFromChars(text), WireJson.Default.CallBehalf);
        }
        catch (JsonException)
        {
            throw Malformed();
        }
    }

    private static CallException Malformed() => new(CallFailure.Rejected, "On whose behalf the call is made cannot be read.");
}
