using SparseGen.Tool.Display;

namespace SparseGen.Tool.Pictures;

/// <summary>Pictures are drawn by Skia, which comes for most platforms and not for all.</summary>
internal static class Drawing
{
    /// <summary>Draws; on a machine without Skia's library it says so and goes on.</summary>
    /// <param name="draw">Draws.</param>
    /// <returns>Whether it was drawn.</returns>
    public static bool Try(Action draw)
    {
        try
        {
            draw();
            return true;
        }
        catch (Exception exception) when (exception.GetBaseException() is DllNotFoundException)
        {
            // Under one or two failed initialisations of types, of whoever asked for it first.
            Terminal.WriteLine("No picture: there is no Skia for this platform, which draws it; everything else was done.");
            return false;
        }
    }
}
