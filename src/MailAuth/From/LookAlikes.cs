using System.Text;

namespace Sekisho.MailAuth.From;

/// <summary>
/// Letters of other scripts that look like ASCII letters in common typefaces (after UTS #39, written down here for the
/// scripts that registries allow in domains).
/// </summary>
internal static class LookAlikes
{
    // Pairs: the letter, then what it looks like.
    private const string Pairs =
        "аaвbсcԁdеeһhіiјjкkӏlмmнhоoрpԛqгrѕsтtцuѵvԝwхxуyҽeґrүyұyӏlәeӡ3" + // Cyrillic
        "αaβbγyεeηnιiκkνvοoρpσoτtυuχxωwϲcϳj" + // Greek
        "աwզqցgսuոnօoհhյjլlրnտm" + // Armenian
        "ɑaɡgɩiɪiʟlʀrꜱsᴄcᴏoᴠvᴡwᴢzᴀaᴇeıiȷjɯwʏyƖl"; // Latin beyond ASCII

    private static readonly Dictionary<int, char> Ascii = Read();

    /// <summary>The scripts told apart.</summary>
    private enum Script
    {
        Other,
        Latin,
        Cyrillic,
        Greek,
        Armenian,
    }

    /// <summary>Whether a label without an ASCII letter of its own looks like one of ASCII letters only.</summary>
    public static bool LooksLikeAscii(string label)
    {
        var foreign = false;
        foreach (var rune in label.EnumerateRunes())
        {
            if (rune.IsAscii) continue;
            if (!Ascii.ContainsKey(rune.Value)) return false;
            foreign = true;
        }

        return foreign;
    }

    /// <summary>Whether a label mixes scripts whose letters look alike. CJK with Latin is common and clear, and not meant.</summary>
    public static bool MixesScripts(string label)
    {
        var seen = Script.Other;
        foreach (var rune in label.EnumerateRunes())
        {
            var script = ScriptOf(rune);
            if (script == Script.Other) continue;
            if (seen != Script.Other && seen != script) return true;
            seen = script;
        }

        return false;
    }

    private static Script ScriptOf(Rune rune) => rune.Value switch
    {
        (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= 0xC0 and <= 0x24F and not 0xD7 and not 0xF7) or (>= 0x250 and <= 0x2AF) or (>= 0x1E00 and <= 0x1EFF) => Script.Latin,
        (>= 0x400 and <= 0x52F) or (>= 0x1C80 and <= 0x1C8F) or (>= 0x2DE0 and <= 0x2DFF) or (>= 0xA640 and <= 0xA69F) => Script.Cyrillic,
        (>= 0x370 and <= 0x3FF) or (>= 0x1F00 and <= 0x1FFF) => Script.Greek,
        >= 0x530 and <= 0x58F => Script.Armenian,
        _ => Script.Other,
    };

    private static Dictionary<int, char> Read()
    {
        var map = new Dictionary<int, char>();
        var runes = Pairs.EnumerateRunes().ToList();
        for (var i = 0; i + 1 < runes.Count; i += 2) map[runes[i].Value] = (char)runes[i + 1].Value;
        return map;
    }
}
