global using SparseGen.Tests.Infrastructure;
global using Xunit;
