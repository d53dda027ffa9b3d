using System.Text;
using Sekisho.Inspect;
using Sekisho.Inspect.Verdicts;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>Files in place of messages: archives, documents and shortcuts go through their readers; none crashes.</summary>
public sealed class InspectFilesTarget : IFuzzTarget
{
    private static readonly InspectRequest Request = new() { Id = "fuzz" };

    private readonly Inspector _inspector = Inspector.Create(new InspectOptions());

    public string Name => "inspect-files";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. InspectSeeds.Zips,
        Convert.FromBase64String("QlpoOTFBWSZTWWOwckgAAkPRgAAQQAQnR5iAIACQKYAAClUmaJo9NPBMCbCYE5E5E0JwCdBOxVkTQJkVZEwKsieCrAq3EyJ+FXAmgTcVaCZFWwmgToVei7kinChIMdg5JAA="),
        Convert.FromBase64String("/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4AmHADZdADQYSquPkul8cIVS2ahdEAWu/UgcaESBTAsLimBUUsyvm/uL6rimURom/zJraWIFXuJ3hIM8AAAAAFmjd6JOhY1aAAFSiBMAAAADfilBscRn+wIAAAAABFla"),
        .. InspectArchiveSeeds.All,
        Bytes("%PDF-1.4\n1 0 obj <</Type/Catalog/OpenAction<</S/JavaScript/JS(a)>>>> endobj 2 0 obj <</Filter/LZWDecode/Length 9>>stream\n123456789\nendstream endobj\ntrailer <</Root 1 0 R>>\nstartxref\n9\n%%EOF"),
        Bytes("%PDF-1.4\n1 0 obj <</Type/Page/Contents 2 0 R>> endobj 2 0 obj <</Length 60>>stream\nq 2 0 0 2 0 0 cm .2 g 0 0 1 1 re 2 0 1 1 re f 1 w 0 0 m 5 0 l S Q\nendstream endobj 3 0 obj <</Subtype/Image/Width 9/Height 9/ColorSpace[/Indexed/DeviceRGB 1<000000FFFFFF>]/BitsPerComponent 1/Length 18>>stream\n123456789012345678\nendstream endobj 4 0 obj <</Subtype/Image/Width 2/Height 2/ColorSpace/DeviceCMYK/BitsPerComponent 8/Length 16>>stream\n1234567890123456\nendstream endobj"),
        Bytes("{\\rtf1{\\object{\\*\\objdata 0105000002000000080000005061636b61676500{\\x}0000000000000000}}{\\field{\\*\\fldinst DDEAUTO a b}}}"),
        Bytes("<?xml version='1.0'?><w:wordDocument xmlns:w='w'><w:instrText>DDE a</w:instrText><w:binData>QWN0aXZlTWltZQ==</w:binData></w:wordDocument>"),
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[22], 9, 0, 6, 0, .. new byte[2000]],
        [(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C, 0, 4, .. new byte[4], 0, 0, 0, 0, 0, 0, 0, 0, 20, .. new byte[11], 1, 4, 6, 0, 1, 9, 0, 0, 7, 11, 1, 0, 1, 1, 0, 12, 0, 0, 0, 5, 1],
        [.. "Rar!\x1A\x07\x01\x00"u8, 1, 2, 3, 4, 12, 2, 2, 3, 5, 0, 1, 1, 0, 0, 1, (byte)'a', .. new byte[20]],
        [.. "MSCF"u8, .. new byte[12], 44, .. new byte[9], 1, 0, 1, .. new byte[7], 62, 0, 0, 0, 1, 0, 3, 15, 9, .. new byte[15], (byte)'a', 0, .. new byte[4], 20, 0, 9, .. new byte[21]],
        [22, 0, .. "-lh5-"u8, 20, 0, 0, 0, 9, .. new byte[9], 1, (byte)'a', 0, 0, 0, 9, 2, 0xDF, 0xFC, .. new byte[20]],
        [0xEB, .. new byte[10], 0, 2, 1, 1, 0, 1, 16, 0, 99, 0, 0xF8, 1, .. new byte[487], 0x55, 0xAA, .. new byte[512], .. "SETUP   EXE"u8, .. new byte[15], 2, 0, 9, 0, 0, 0, .. new byte[1504], .. "conectix"u8, .. new byte[52], 0, 0, 0, 2, .. new byte[448]],
        [.. new byte[3], .. "NTFS    "u8, 0, 2, 1, .. new byte[34], 2, .. new byte[15], 0xF6, .. new byte[447], .. new byte[512], .. "FILE"u8, 48, 0, 3, .. new byte[13], 56, 0, 1, .. new byte[33], 0x80, 0, 0, 0, 72, 0, 0, 0, 1, .. new byte[23], 64, .. new byte[15], 0, 8, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0x11, 4, 2, .. new byte[900], .. "conectix"u8, .. new byte[52], 0, 0, 0, 2, .. new byte[448]],
        [0x78, 0x9F, 0x3E, 0x22, 1, 0, 2, 2, 0x90, 6, 0, 4, 0, 0, 0, 1, 2, 3, 4, 0, 0, 2, 0x0F, 0x80, 6, 0, 3, 0, 0, 0, 1, 2, 3, 0, 0],
    ];

    public void Run(byte[] input)
    {
        var verdict = _inspector.RunAsync(Request, input, default).AsTask().GetAwaiter().GetResult();
        if (verdict.Reasons.FirstOrDefault(reason => reason.Code == ReasonCode.InspectionCrashed) is { } crash) throw new InvalidOperationException(crash.Evidence);
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
