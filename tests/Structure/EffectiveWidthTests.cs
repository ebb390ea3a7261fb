using SparseGen.Tests.Models;

namespace SparseGen.Tests.Structure;

/// <summary>The effective width is that of the widest layer, and the input is no layer.</summary>
public sealed class EffectiveWidthTests
{
    [Fact]
    public void AFlattenedInputIsNoHiddenLayer()
    {
        Assert.Equal([0, 0, 0, 20, 3], ViewedInput.Info.Layers.Select(layer => layer.EffectiveWidth));
        Assert.Equal(20, ViewedInput.Info.EffectiveWidth);
    }

    [Fact]
    public void WhatIsFlattenedBehindALayerIsOne()
    {
        Assert.Equal([15, 15, 2], ViewedHidden.Info.Layers.Select(layer => layer.EffectiveWidth));
        Assert.Equal(15, ViewedHidden.Info.EffectiveWidth);
    }
}
