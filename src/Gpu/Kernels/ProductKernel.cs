using System.ComponentModel;
using ILGPU;
using SparseGen.Gpu;
using Utilities = ILGPU.Util.Utilities;

namespace SparseGen.Kernels.Gpu;

/// <summary>
/// Tiled products: a group of threads computes a tile (<see cref="ProductTile{TShape, TBias, TResidual, TEpilogue, TPart, TLeft, TRight}"/>). A kernel may have the tiles of
/// several products, which do not wait for one another; a group then has one of them, so that its threads all go the same way.
/// </summary>
/// <remarks>Not kernels themselves but all of their bodies: a kernel is a generated method that calls one of these with its shapes, its epilogue and its tiles.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ProductKernel
{
    /// <summary>Stores one tile of a product.</summary>
    public static void Run<TShape, TBias, TResidual, TEpilogue, TPart, TLeft, TRight>(ProductArguments arguments)
        where TShape : struct, IProductShape
        where TBias : struct, IOption
        where TResidual : struct, IOption
        where TEpilogue : struct, IGpuEpilogue
        where TPart : struct, ITilePart<TPart>
        where TLeft : struct, ITileShare<TLeft>
        where TRight : struct, ITileShare<TRight>
    {
        TPart.Declare();
        ArrayView<Float4> tiles = SharedMemory.Allocate<Float4>(TileGeometry<TPart, TLeft, TRight>.Quads);
        ProductTile<TShape, TBias, TResidual, TEpilogue, TPart, TLeft, TRight>.Store(arguments, Grid.IdxX, tiles);
    }

    /// <summary>Stores one tile of a partial sum of a gradient.</summary>
    public static void RunGradient<TShape, TPart, TLeft, TRight>(GradientArguments arguments)
        where TShape : struct, IGradientShape
        where TPart : struct, ITilePart<TPart>
        where TLeft : struct, ITileShare<TLeft>
        where TRight : struct, ITileShare<TRight>
    {
        TPart.Declare();
        ArrayView<Float4> tiles = SharedMemory.Allocate<Float4>(TileGeometry<TPart, TLeft, TRight>.Quads);
        GradientTile<TShape, TPart, TLeft, TRight>.Store(arguments, Grid.IdxX, tiles);
    }

    /// <summary>Stores one tile of a product, or one of a gradient that is ready when the product is.</summary>
    /// <typeparam name="TPart">The part of those tiles that have something to declare, which has to stand once in a kernel; the part of any tile where none has.</typeparam>
    /// <typeparam name="TProduct">Tiles of the product.</typeparam>
    /// <typeparam name="TGradient">Tiles of the gradient.</typeparam>
    public static void RunTogether<TPart, TProduct, TGradient>(ProductArguments product, GradientArguments gradient)
        where TPart : struct, ITilePart<TPart>
        where TProduct : struct, ITile<ProductArguments>
        where TGradient : struct, ITile<GradientArguments>
    {
        TPart.Declare();
        ArrayView<Float4> tiles = SharedMemory.Allocate<Float4>(Utilities.Select(TProduct.Quads > TGradient.Quads, TProduct.Quads, TGradient.Quads));
        int number = Grid.IdxX, others = TProduct.Count(product);
        if (number < others)
        {
            TProduct.Store(product, number, tiles);
        }
        else
        {
            TGradient.Store(gradient, number - others, tiles);
        }
    }

    /// <summary>Stores one tile of a product, or one of two gradients that are ready when the product is.</summary>
    /// <typeparam name="TPart">The part of those tiles that have something to declare, which has to stand once in a kernel; the part of any tile where none has.</typeparam>
    /// <typeparam name="TProduct">Tiles of the product.</typeparam>
    /// <typeparam name="TFirst">Tiles of the first gradient.</typeparam>
    /// <typeparam name="TSecond">Tiles of the second gradient.</typeparam>
    public static void RunTogether<TPart, TProduct, TFirst, TSecond>(ProductArguments product, GradientArguments first, GradientArguments second)
        where TPart : struct, ITilePart<TPart>
        where TProduct : struct, ITile<ProductArguments>
        where TFirst : struct, ITile<GradientArguments>
        where TSecond : struct, ITile<GradientArguments>
    {
        TPart.Declare();
        int ofGradients = Utilities.Select(TFirst.Quads > TSecond.Quads, TFirst.Quads, TSecond.Quads);
        ArrayView<Float4> tiles = SharedMemory.Allocate<Float4>(Utilities.Select(TProduct.Quads > ofGradients, TProduct.Quads, ofGradients));
        int number = Grid.IdxX, others = TProduct.Count(product);
        if (number < others)
        {
            TProduct.Store(product, number, tiles);
            return;
        }

        number -= others;
        others = TFirst.Count(first);
        if (number < others)
        {
            TFirst.Store(first, number, tiles);
        }
        else
        {
            TSecond.Store(second, number - others, tiles);
        }
    }
}
