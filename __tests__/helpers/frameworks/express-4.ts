import express from 'express4'
import { expressFramework } from './express'

export const express4 = expressFramework('Express 4', express)
