using System.Text;
using Sekisho.Testing.Archives;
using Sekisho.Testing.Documents;

namespace Sekisho.Fuzz.Targets;

/// <summary>Locked files, with the word that opens them among those tried by custom, and packings that need more than a few bytes.</summary>
internal static class InspectArchiveSeeds
{
    private const string Word = "1234";

    public static IReadOnlyList<byte[]> All { get; } =
    [
        Convert.FromBase64String("KLUv/QRoRQYAAokSD8BrDbaDql+55W5CmDtuwrZt27Zt27Zt2zZg27Zt27Zt27Zt27Zt2wLCYYJjCsAYYwQgME4gBMaYEwCnOMcQwXAIcwiaBhAlWQJeqCBeNwdAcJAkjQESgPBohEAjGsOfCBZBROd+BxPwtnAh3GAR1JVlwLCNCAnB5aZCKuEkkq5ugjgCEbh3F00Y28gIYGlFkyScQ9ATIGEAMuhRwQ1wplTZqhPseXq04pJavssZ+mQ7bS3Y2xP5I/ZkyyU63QaUfHM0/SnksuHG"),
        Convert.FromBase64String("BCJNGGRAp5ABAABwd29yZDAuCgcAIDEgBgARNAYAETkGACExNgcAITI1BwASMw4AIjEyLwAhMjcPAAIGABMyHAASMCoAEjMVAAJSACIxMTEAAhUAEjNhABIzKgAoMjgHAAMVACgzNDEAKDExTQAoMzNpAAN3ABk3kgAoMTKvACgyNcsAAtgAGDTxAC8wIP0ADCkuCv4AHyD9AA4pLgr+AB8g/QAOKS4K/gAfIP0ADiguCv4AHyD9AA8nLgr+AB8g/QAKLi4K+wEP/QAKLi4K+wEP/QAKLi4K+wEP/QAKLi4K+wEP/QAKLi4K+wEP/QAGLy4K+AIUA2sALy4K+AIVAhUALy4K+AIWCDEAD/gCEQmSAA/4AhAI8QAvMCD1AxMvLgr4AhUJrgEO+AIP9QMGLy4K+AIVCXICLzcg9QMVCOIBD/UDDS8uCvgCFQmMAw74Ag/1AwYvLgr4AhUJUAQO+AIP9QMGLy4K+AIRCAsFLzkg9QMVLy4K+AIVCswFLzAg9QMVLy4K+AIVCZAGD/gCDx8g7Qb+UG9yZDkgAAAAALTaiU4="),
        Convert.FromBase64String("H52Qd97IIQPDhYKAA2OAQEiGxkKBZHI8TGhjIhkZNSzOqMgwhgyDDGXcsDgyJEeIMWBonGFRhsKOMUBCZMlwhsOaKkPiaLkTp0YaMgfSRPkSosuVFlO2PDnwRtCLJVHK0Mj0YsaOVSUyBHoQpcWcXrda1IqyKsanG5NODRm16dKkYIXOeHoUpsafGuNe7GkUB1q9Nu/aDVlULly6VdtCVUu15dWyT8kOvBkWot7CDcc+jWH2sdCqHlsqVizDxmbAQwfWJSp4JmWhBbuq5js7L96aSTG7RJuajFKTJEUzrmlattWkWS2+9v016dPlkn13btxxrVGnxkmDRt0ScwzMc40H9qmTp+2ay8MPNgq+92+jiUVvtv7ZMfKxyp0bv5yfYXTO9hE3n3AMaQcXUoRtBt5tM+klA2175YVWerl1hyBKDhZXIIFSUWeUZ9JpZtxymPEnln/I0QViWtVx6BZwHcVWU2+rJbQgeuf1RReEMwBG4XqqtXfaWxuyNdxMnW2W3ImVDWQiRFyhiFWASB6p2miIHTijhUCS0ZtNf5lXHnmutWYjXe1pCV9wRlaH1nRTSgllUl9t1h9E/8FZpZvGicTmmjFeGGRuaDEIm5h95ShUlDNVSJigvmVIEl2KhUYclRTht5WdDD05GX4="),
        Convert.FromBase64String("YOopACILAQIQAAJBy0EDa8tBA2sAAAAAAAAAAAAAAAAAAAAAAABzLmFyagAAfeuedQAAYOo1AC4LAQIQAQDLy0EDaykAAAB0AAAAxmBg0QAApBEAAAAAAADLQQNry0EDawAAAABzLnR4dAAAsJEGQAAAABtCbmnN4/oB1FiCh4C9DaA1A8PQjzgAAnbGphIZZdBuOPCqzHT/50Bg6gAA"),
        Convert.FromBase64String("YOoqACILAQIQAAJBy0EDa8tBA2sAAAAAAAAAAAAAAAAAAAAAAABzNC5hcmoAAArbzjYAAGDqNQAuCwECEAQAy8tBA2sjAAAAdAAAAMZgYNEAAKQRAAAAAAAAy0EDa8tBA2sAAAAAcy50eHQAABN1Vq0AADQYTkbTYZTmcxAdzecjIcxAYTcZBB4gSNpvORl7gv9gOQUAYOoAAA=="),
        LockedSevenZip.Write("a.txt", "words"u8.ToArray(), Word),
        LockedSevenZip.Write("a.txt", "words"u8.ToArray(), Word, hidesNames: true),
        LockedRar.Write("a.txt", "words"u8.ToArray(), Word),
        LockedRar.Write("a.txt", "words"u8.ToArray(), Word, hidesNames: true),
        LockedOdt.Write(Word, 10, isSha1: true, ("content.xml", Encoding.UTF8.GetBytes("<a/>"))),
        LockedXls.Write(Word, 0),
        LockedXls.Write(Word, 128),
    ];
}
