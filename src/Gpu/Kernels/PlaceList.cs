using System.ComponentModel;
using ILGPU;

namespace SparseGen.Kernels.Gpu;

/// <summary>Where the numbers of a sample lie by a list, the same for all samples: a permutation that the kernel before it or behind it carries out.</summary>
/// <remarks>Kernels take it by value, so that its type is public.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct PlaceList
{
    private readonly ArrayView<int> _places;
    private readonly Divider _size;
    private readonly int _isPresent;

    /// <summary>The list.</summary>
    /// <param name="places">[size]: the place of each number of a sample.</param>
    /// <param name="size">Numbers of a sample.</param>
    public PlaceList(ArrayView<int> places, int size)
        : this(places, size, 1)
    {
    }

    private PlaceList(ArrayView<int> places, int size, int isPresent) => (_places, _size, _isPresent) = (places, new Divider(size), isPresent);

    /// <summary>The place of a number.</summary>
    /// <param name="list">The list.</param>
    /// <param name="at">Where it would lie without the list, from the first sample on.</param>
    public static int At(PlaceList list, int at)
    {
        int inSample = Divider.Remainder(list._size, at);
        return at - inSample + list._places[inSample];
    }

    /// <summary>The same where there may be no list.</summary>
    internal static int AtOrSame(PlaceList list, int at) => list._isPresent != 0 ? At(list, at) : at;

    /// <summary>No list: numbers lie where they lie.</summary>
    /// <param name="any">Any view, since drivers refuse those that are empty.</param>
    internal static PlaceList None(ArrayView<float> any) => new(any.Cast<int>(), 1, 0);

    /// <summary>The list, or none where nothing was said.</summary>
    internal static PlaceList OrNone(PlaceList list, ArrayView<float> any) => list._isPresent != 0 ? list : None(any);
}
