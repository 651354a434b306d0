"""temporary"""
from tacitus.coding.assembling import claim
